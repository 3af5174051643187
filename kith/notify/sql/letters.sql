-- What was owed before a notice said whom it is about: its area, and who sent what it answers.
alter table notify_notice no force row level security;
alter table intake_receipt no force row level security;
update notify_notice n set partnerships = array[n.partnership_id], for_post_id = r.by_post_id
  from intake_receipt r where r.reference = n.about;
-- What is still to be checked would stand in the way of altering the tables.
set constraints all immediate;
alter table notify_notice force row level security;
alter table intake_receipt force row level security;
