-- Notices of an emergency opening, owed in its own transaction by whoever opened it, who may owe nothing else. They hold its
-- reference, and neither the child nor the worker.
create or replace function kith.owe_of_emergency(
    the_emergency text, the_posts bigint[], the_references text[], the_kind text, the_headline text, the_words text,
    at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not exists (select from sharing_emergency e where e.reference = the_emergency and e.worker_id = kith.worker()
                      and e.recorded_at = at)
       or exists (select from notify_notice n where n.about = the_emergency) then
        raise exception 'nobody is told of an opening that is not one''s own, or twice' using errcode = 'insufficient_privilege';
    end if;
    insert into notify_notice (reference, agency_id, for_post_id, partnership_id, partnerships, subjects,
                               restricted_subjects, kind, about, headline, words, owed_at, failed_because)
    select o.reference, p.agency_id, p.id, i.partnership_id, '{}', '{}', '{}', the_kind, the_emergency, the_headline,
           the_words, at, ''
      from unnest(the_posts, the_references) o(post, reference)
      join sharing_post p on p.id = o.post
      cross join lateral (select partnership_id from sharing_post_partnerships where post_id = p.id
                           order by partnership_id = any (kith.ids(kith.context() -> 'partnerships')) desc, 1 limit 1) i;
end
$$;
