-- What was there before a letter said whom it is about: its area, and who sent it.
alter table intake_receipt no force row level security;
alter table intake_landing no force row level security;
update intake_receipt set partnerships = array[partnership_id];
update intake_landing l set partnerships = array[l.partnership_id], by_post_id = r.by_post_id
  from intake_receipt r where r.id = l.receipt_id;
-- What is still to be checked would stand in the way of altering the tables.
set constraints all immediate;
alter table intake_receipt force row level security;
alter table intake_landing force row level security;
