-- Who answers for the work with a child whose record was opened in an emergency: those who supervise in the team of whoever
-- leads her plan; where nobody does, the managers of her area's front door. For whoever opened it, and never their own post.
create or replace function kith.supervisors_of_emergency(the_emergency text) returns table (post bigint)
language sql stable security definer set search_path = pg_catalog, public
as $$
    with opened as (
        select e.subjects, e.post_id, e.worker_id from sharing_emergency e
         where e.reference = the_emergency and e.worker_id = kith.worker()
    ), supervises as (
        select distinct p.id, p.team_id, rp.reach
          from opened o
          join sharing_post p on p.id <> o.post_id
          join sharing_rolepermission rp on rp.role_id = p.role_id
          join sharing_permission m on m.id = rp.permission_id and m.code = 'closing.agree'
          join sharing_holding h on h.post_id = p.id and h.worker_id <> o.worker_id
          join sharing_worker w on w.id = h.worker_id and w.is_active
          cross join (select (transaction_timestamp() at time zone 'Europe/London')::date as today) t
         where p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
           and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today)
           and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today)
    ), of_lead as (
        select distinct v.id
          from opened o
          join plans_plan n on n.subject_id = any (o.subjects) and n.closed_at is null
          join sharing_post l on l.id = n.lead_id
          join supervises v on v.team_id = l.team_id
    )
    select id from of_lead
    union
    select v.id
      from opened o
      join sharing_subject s on s.id = any (o.subjects)
      join sharing_post_partnerships i on i.partnership_id = any (s.partnerships)
      join supervises v on v.id = i.post_id and 'partnership' = any (v.reach)
     where not exists (select from of_lead)
$$;
