-- What a worker in a post may reach, by agreements of the partnership that the child is in, from the live rows alone.

-- What is open stands apart from what has an end, nearly all of which is over.
create index grant_open_by_post on sharing_grant (post_id)
    include (subject_id, relationship, permission, partnerships, starts_at) where post_id is not null and ends_at is null;
create index grant_open_by_team on sharing_grant (team_id)
    include (subject_id, relationship, permission, partnerships, starts_at) where team_id is not null and ends_at is null;
create index grant_ending_by_post on sharing_grant (post_id, ends_at) where post_id is not null and ends_at is not null;
create index grant_ending_by_team on sharing_grant (team_id, ends_at) where team_id is not null and ends_at is not null;
drop index grant_live_by_post;
drop index grant_live_by_team;
-- Where an agency is involved without an end: one step of this index for each set of partnerships.
create index grant_involved on sharing_grant (agency_id, partnerships) include (subject_id)
    where relationship = 'agency' and agency_id is not null and ends_at is null and starts_at <= recorded_at;

-- The sets of partnerships of the subjects with whom these agencies are involved without an end.
create or replace function kith.involved_in(ours bigint[]) returns setof bigint[]
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
declare
    agency bigint;
    areas bigint[];
begin
    foreach agency in array ours loop
        areas := '{}';
        loop
            select g.partnerships into areas from sharing_grant g
             where g.agency_id = agency and g.partnerships > areas and g.relationship = 'agency'
               and g.ends_at is null and g.starts_at <= g.recorded_at
             order by g.partnerships limit 1;
            exit when not found;
            return next areas;
        end loop;
    end loop;
end
$$;

-- Everything that this worker in this post may reach now. Null when the post is not theirs, or is over. Its plans are made
-- once for a connection: to plan the grants anew took longer than to read them.
create or replace function kith.reach_of(the_worker bigint, the_post bigint) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan
as $$
declare
    today date := (transaction_timestamp() at time zone 'Europe/London')::date;
    seat record;
    ours bigint[];
    seats bigint[];
    covered jsonb;
    held record;
    listed text[] := '{}';
    parts jsonb;
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

    -- The classes of data that live agreements cover: in which partnerships, and for which purposes (none named: any).
    if not seat.is_service then
        select jsonb_object_agg(data_class, there) into covered from (
            select data_class, jsonb_object_agg(partnership_id, purposes) as there from (
                select i.data_class, g.partnership_id,
                       case when bool_or(purpose is null) then '[]' else jsonb_agg(distinct purpose) end as purposes
                  from sharing_agreementparty y
                  join sharing_agreement g on g.id = y.agreement_id
                  join sharing_agreementitem i on i.agreement_id = g.id
                  left join lateral unnest(i.purposes) purpose on true
                 where y.agency_id = any (ours)
                   and g.starts_on <= today and g.ends_on >= today
                   and y.joined_on <= today and (y.left_on is null or y.left_on >= today)
                 group by i.data_class, g.partnership_id) one
             group by data_class) every;
    end if;

    -- What the role may do; of a class of data only what is agreed. Kith's own services work under every agreement.
    select coalesce(jsonb_object_agg(p.code, rp.reach), '{}') as may,
           coalesce(jsonb_object_agg(p.code, covered -> p.data_class)
                        filter (where p.data_class <> '' and not seat.is_service), '{}') as agreed,
           array_agg(p.code) filter (where p.data_class <> '' and not seat.is_service and 'agency' = any (rp.reach))
               as through
      into held
      from sharing_rolepermission rp
      join sharing_permission p on p.id = rp.permission_id
     where rp.role_id = seat.role_id
       and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today)
       and (p.data_class = '' or seat.is_service or covered ? p.data_class);

    -- An agency's involvement stands on the rows themselves, wherever they are. Where an agreement covers some of those
    -- partnerships and not others, the subjects that it does cover are listed.
    if held.through is not null then
        select coalesce(array_agg(distinct code), '{}') into listed
          from kith.involved_in(ours) areas, unnest(held.through) code
         where not areas && kith.agreed(jsonb_build_object('agreed', held.agreed), code);
    end if;

    -- One branch for each index: an `or` over them would read every grant that the agency ever had.
    select coalesce(jsonb_agg(jsonb_build_object('of', relationship, 'for', permission, 'in', partnerships, 'ids', ids)), '[]')
      into parts
      from (select g.relationship, g.permission, g.partnerships, array_agg(g.subject_id)::text as ids
              from (select relationship, permission, partnerships, subject_id, starts_at from sharing_grant
                     where post_id = any (seats) and ends_at is null
                    union all
                    select relationship, permission, partnerships, subject_id, starts_at from sharing_grant
                     where team_id = seat.team_id and ends_at is null
                    union all
                    select relationship, permission, partnerships, subject_id, starts_at from sharing_grant
                     where post_id = any (seats) and ends_at > transaction_timestamp()
                    union all
                    select relationship, permission, partnerships, subject_id, starts_at from sharing_grant
                     where team_id = seat.team_id and ends_at > transaction_timestamp()
                    union all
                    select relationship, permission, partnerships, subject_id, starts_at from sharing_grant
                     where agency_id = any (ours) and ends_at > transaction_timestamp()
                    union all
                    -- An agency's open-ended involvement stands on the rows themselves; what is left is rare.
                    select relationship, permission, partnerships, subject_id, starts_at from sharing_grant
                     where agency_id = any (ours) and ends_at is null
                       and (relationship <> 'agency' or starts_at > recorded_at)
                    union all
                    select 'involved', '', partnerships, subject_id, starts_at from sharing_grant
                     where listed <> '{}' and agency_id = any (ours) and ends_at is null
                       and relationship = 'agency' and starts_at <= recorded_at) g
             where g.starts_at <= transaction_timestamp()
             group by g.relationship, g.permission, g.partnerships) found;

    return jsonb_build_object(
        'worker', the_worker, 'worker_says', seat.worker_says, 'worker_reference', seat.worker_reference,
        'post', seat.id, 'post_says', seat.says, 'post_reference', seat.reference, 'posts', seats,
        'agency', seat.agency_id, 'agency_says', seat.agency_says, 'agencies', ours,
        'team', seat.team_id, 'role', seat.role, 'service', seat.is_service,
        'partnerships', array(select partnership_id from sharing_post_partnerships where post_id = seat.id order by 1),
        'may', held.may, 'agreed', held.agreed, 'listed', listed, 'parts', parts,
        'conflicts', array(select distinct c.subject_id from sharing_conflict c
                            where c.worker_id = the_worker and c.starts_at <= transaction_timestamp()
                              and (c.ends_at is null or c.ends_at > transaction_timestamp())));
end
$$;
