-- Whether nobody but this worker could open these restricted records again. A yes or no for whoever reaches them, in
-- whichever post: who the readers are stays for those who may read that.
create or replace function kith.is_last_keeper(the_subjects bigint[], the_worker bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
as $$
    select coalesce(bool_and(k.worker = the_worker), false)
      from kith.could_open_again(the_subjects, array(
               select g.post_id from sharing_grant g
                where g.subject_id = any (the_subjects) and g.relationship = 'reader' and g.post_id is not null
                  and g.starts_at <= transaction_timestamp() and g.ends_at is null)) k
     where exists (select from sharing_subject s where s.id = any (the_subjects) and s.restricted)
$$;
