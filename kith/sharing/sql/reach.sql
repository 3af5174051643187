-- What a worker in a post may reach, worked out from live rows at the start of each transaction.

create index grant_live_by_post on sharing_grant (post_id, (coalesce(ends_at, 'infinity'::timestamptz)))
    where post_id is not null;
create index grant_live_by_team on sharing_grant (team_id, (coalesce(ends_at, 'infinity'::timestamptz)))
    where team_id is not null;
create index grant_ending_by_agency on sharing_grant (agency_id, ends_at)
    where agency_id is not null and ends_at is not null;
create index grant_open_by_agency on sharing_grant (agency_id)
    where agency_id is not null and ends_at is null and (relationship <> 'agency' or starts_at > recorded_at);
create index grant_disclosed on sharing_grant (ends_at) where relationship = 'disclosed';

-- Everything that this worker in this post may reach now. Null when the post is not theirs, or is over.
create or replace function kith.reach_of(the_worker bigint, the_post bigint) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
declare
    today date := (transaction_timestamp() at time zone 'Europe/London')::date;
    seat record;
    ours bigint[];
    seats bigint[];
    may jsonb;
    near jsonb;
    given jsonb;
begin
    select p.id, p.says, p.agency_id, p.team_id, r.id as role_id, r.code as role, r.is_service,
           a.says as agency_says, w.says as worker_says, w.reference as worker_reference, p.reference
      into seat
      from sharing_post p
      join sharing_role r on r.id = p.role_id
      join sharing_agency a on a.id = p.agency_id
      left join sharing_worker w on w.id = the_worker
     where p.id = the_post
       and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
       and case when r.is_service then the_worker is null
                else w.is_active and exists (
                    select from sharing_holding h
                     where h.post_id = p.id and h.worker_id = the_worker
                       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today))
           end;
    if not found then
        return null;
    end if;

    -- An agency that became another hands on what it was involved in.
    with recursive line(id) as (
        select seat.agency_id
        union
        select a.id from sharing_agency a join line on a.became_id = line.id
    )
    select array_agg(id) into ours from line;

    -- A deputy sees the work of the posts that they cover today.
    select array_agg(id) into seats from (
        select the_post as id
        union
        select b.post_id from sharing_absence b
         where b.deputy_id = the_post and transaction_timestamp() between b.starts_at and b.ends_at
    ) covered;

    -- What the role may do, less what no agreement of this agency covers.
    select coalesce(jsonb_object_agg(p.code, to_jsonb(rp.reach)), '{}') into may
      from sharing_rolepermission rp
      join sharing_permission p on p.id = rp.permission_id
     where rp.role_id = seat.role_id
       and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today)
       and (p.data_class = '' or seat.is_service or exists (
            select from sharing_agreement g
              join sharing_agreementparty y on y.agreement_id = g.id
              join sharing_agreementitem i on i.agreement_id = g.id
             where y.agency_id = any (ours) and i.data_class = p.data_class
               and g.starts_on <= today and g.ends_on >= today
               and y.joined_on <= today and (y.left_on is null or y.left_on >= today)));

    -- One branch for each index: an `or` over them would read every grant that the agency ever had.
    select coalesce(jsonb_object_agg(relationship, subjects), '{}') into near from (
        select g.relationship, jsonb_agg(distinct g.subject_id) as subjects
          from (select relationship, subject_id, starts_at from sharing_grant
                 where post_id = any (seats) and coalesce(ends_at, 'infinity') > transaction_timestamp()
                union all
                select relationship, subject_id, starts_at from sharing_grant
                 where team_id = seat.team_id and coalesce(ends_at, 'infinity') > transaction_timestamp()
                union all
                select relationship, subject_id, starts_at from sharing_grant
                 where agency_id = any (ours) and ends_at > transaction_timestamp()
                union all
                -- An agency's open-ended involvement stands on the rows themselves; what is left is rare.
                select relationship, subject_id, starts_at from sharing_grant
                 where agency_id = any (ours) and ends_at is null
                   and (relationship <> 'agency' or starts_at > recorded_at)) g
         where g.starts_at <= transaction_timestamp() and g.relationship <> 'disclosed'
         group by g.relationship
    ) found;

    select coalesce(jsonb_object_agg(permission, subjects), '{}') into given from (
        select g.permission, jsonb_agg(distinct g.subject_id) as subjects
          from sharing_grant g
         where g.relationship = 'disclosed'
           and g.starts_at <= transaction_timestamp()
           and (g.ends_at is null or g.ends_at > transaction_timestamp())
           and (g.post_id = any (seats) or g.team_id = seat.team_id or g.agency_id = any (ours))
         group by g.permission
    ) disclosed;

    return jsonb_build_object(
        'worker', the_worker, 'worker_says', seat.worker_says, 'worker_reference', seat.worker_reference,
        'post', seat.id, 'post_says', seat.says, 'post_reference', seat.reference, 'posts', to_jsonb(seats),
        'agency', seat.agency_id, 'agency_says', seat.agency_says, 'agencies', to_jsonb(ours),
        'team', seat.team_id, 'role', seat.role, 'service', seat.is_service,
        'partnerships', coalesce((select jsonb_agg(partnership_id order by partnership_id)
                                    from sharing_post_partnerships where post_id = seat.id), '[]'),
        'may', may, 'near', near, 'disclosed', given,
        'conflicts', coalesce((select jsonb_agg(distinct c.subject_id) from sharing_conflict c
                                where c.worker_id = the_worker and c.starts_at <= transaction_timestamp()
                                  and (c.ends_at is null or c.ends_at > transaction_timestamp())), '[]'));
end
$$;

