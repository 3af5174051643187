-- An agency is there from its first day to its last. Nobody sits in a post of one that is not, and what it was involved in is
-- the next one's from the day after, however early that was entered.

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
       and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)
       and case when r.is_service then the_worker is null
                else w.is_active and exists (
                    select from sharing_holding h
                     where h.post_id = p.id and h.worker_id = the_worker
                       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today))
           end;
    if not found then
        return null;
    end if;

    -- An agency that became another hands on what it was involved in, from the day after its last.
    with recursive line(id) as (
        select seat.agency_id
        union
        select a.id from sharing_agency a join line on a.became_id = line.id where a.ends_on < today
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

-- The first seat is the worker's first live post, in an agency that is there.
create or replace function kith.open_seat(token text, the_worker bigint, proof text, lasts interval) returns bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    today date := (transaction_timestamp() at time zone 'Europe/London')::date;
    hashed bytea := sha256(convert_to(token, 'UTF8'));
    first_post bigint;
begin
    if proof is distinct from kith.hmac('seat|' || encode(hashed, 'hex') || '|' || the_worker) then
        raise exception 'this seat was not opened by the application' using errcode = 'insufficient_privilege';
    end if;
    select h.post_id into first_post
      from sharing_holding h join sharing_post p on p.id = h.post_id join sharing_agency a on a.id = p.agency_id
     where h.worker_id = the_worker
       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today)
       and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
       and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)
     order by h.starts_on, h.id limit 1;
    delete from sharing_seat where ends_at < transaction_timestamp();
    insert into sharing_seat (key_hash, worker_id, post_id, opened_at, ends_at)
    values (hashed, the_worker, first_post, transaction_timestamp(), transaction_timestamp() + lasts)
    on conflict (key_hash) do update
       set worker_id = excluded.worker_id, post_id = excluded.post_id, opened_at = excluded.opened_at,
           ends_at = excluded.ends_at;
    return first_post;
end
$$;

-- The posts that this session's worker may sit in today.
create or replace function kith.posts_of(the_worker bigint) returns table (reference text, says text, agency text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select p.reference, p.says, a.says
      from sharing_holding h
      join sharing_post p on p.id = h.post_id
      join sharing_agency a on a.id = p.agency_id
     where h.worker_id = the_worker and the_worker = kith.worker()
       and daterange(h.starts_on, h.ends_on, '[]') && daterange(p.starts_on, p.ends_on, '[]')
       and daterange(h.starts_on, h.ends_on, '[]') @> (transaction_timestamp() at time zone 'Europe/London')::date
       and daterange(p.starts_on, p.ends_on, '[]') @> (transaction_timestamp() at time zone 'Europe/London')::date
       and daterange(a.starts_on, a.ends_on, '[]') @> (transaction_timestamp() at time zone 'Europe/London')::date
     order by h.starts_on, h.id
$$;
