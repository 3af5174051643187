-- What was landed and answered before a letter said whom it is about.
alter table intake_receipt no force row level security;
alter table intake_landing no force row level security;
alter table notify_notice no force row level security;
alter table frontdoor_contact no force row level security;
update intake_receipt r set subjects = array(select c.subject_id from frontdoor_contact c where c.receipt_id = r.id order by c.id);
update intake_receipt r
   set subjects = array(select c.subject_id from frontdoor_contact c where c.receipt_id = l.adds_to_id order by c.id)
  from intake_landing l where l.receipt_id = r.id and l.adds_to_id is not null;
update intake_landing l set subjects = r.subjects from intake_receipt r where r.id = l.receipt_id;
update notify_notice n set subjects = r.subjects from intake_receipt r where r.reference = n.about;
-- What is still to be checked would stand in the way of altering the tables.
set constraints all immediate;
alter table intake_receipt force row level security;
alter table intake_landing force row level security;
alter table notify_notice force row level security;
alter table frontdoor_contact force row level security;
