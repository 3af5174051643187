-- One child's record opened in an emergency: read by one worker in one post, for as long as was said. It sleeps in the context
-- until `kith.in_emergency` is set: then the context reads what the openings reach, and nothing else of anybody; it writes
-- nothing. So no list shows the child, and no write passes. Whoever sets it wrongly has less than before.

-- Whoever sits down has the openings that are live in this post, one part for each permission that reads; what else a role
-- says of them counts for nothing.
create or replace function kith.begin(reach jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    parts jsonb := '[]';
    part jsonb;
    said text;
    live jsonb;
    me bigint := (reach ->> 'worker')::bigint;
    seat bigint := (reach ->> 'post')::bigint;
begin
    perform set_config('kith.in_emergency', '', true);
    select jsonb_agg(jsonb_build_object('reference', e.reference, 'child', s.reference, 'subjects', e.subjects,
                                        'because', e.because, 'why', e.why, 'until', e.ends_at) order by e.id)
      into live
      from sharing_emergency e join sharing_subject s on s.id = e.subject_id
     where e.worker_id = me and e.post_id = seat
       and e.starts_at <= transaction_timestamp() and e.ends_at > transaction_timestamp();
    if live is not null then
        select coalesce(jsonb_agg(jsonb_build_object('of', 'emergency', 'for', p.code, 'in', '[]'::jsonb, 'ids', (
                       select array_agg(distinct x::bigint)::text
                         from jsonb_array_elements(live) one, jsonb_array_elements_text(one -> 'subjects') x))), '[]')
          into parts
          from sharing_post o
          join sharing_rolepermission rp on rp.role_id = o.role_id and 'emergency' = any (rp.reach)
          join sharing_permission p on p.id = rp.permission_id and p.code like '%.read'
          cross join (select (transaction_timestamp() at time zone 'Europe/London')::date as today) t
         where o.id = seat and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today);
        reach := jsonb_set(reach, '{parts}', (reach -> 'parts') || parts);
        parts := '[]';
    end if;
    for part in select jsonb_array_elements(reach -> 'parts') loop
        perform set_config('kith.part_' || jsonb_array_length(parts), part ->> 'ids', true);
        parts := parts || (part - 'ids' || jsonb_build_object('is', kith.digest(part ->> 'ids')));
    end loop;
    said := (reach - '{worker_says,worker_reference,post_says,post_reference,agency_says,team,service,parts}'::text[]
             || jsonb_build_object('parts', parts))::text;
    perform set_config('kith.context', coalesce(said, ''), true),
            set_config('kith.seal', coalesce(kith.sealed(said), ''), true);
    return reach || jsonb_build_object(
        'emergencies', coalesce(live, '[]'),
        'seats', (select jsonb_agg(p) from kith.posts_of((reach ->> 'worker')::bigint) p),
        'areas', (select jsonb_agg(jsonb_build_object('says', a.says, 'duty_phone', a.duty_phone, 'duty_says', a.duty_says) order by a.id)
                    from sharing_partnership a where a.id = any (kith.ids(reach -> 'partnerships'))));
end
$$;

-- Subjects reached one by one: through this permission's relationships where an agreement covers it, and by decision. In an
-- emergency by the opening alone, which waits for no agreement.
create or replace function kith.near(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
    ways jsonb := c -> 'may' -> permission;
    is_listed boolean := c -> 'listed' ? permission;
    areas bigint[] := kith.agreed(c, permission);
    is_emergency boolean := coalesce(current_setting('kith.in_emergency', true) = 'on', false);
    found bigint[] := '{}';
    part jsonb;
    n bigint;
begin
    for part, n in select value, ordinality - 1 from jsonb_array_elements(c -> 'parts') with ordinality loop
        if is_emergency or part ->> 'of' = 'emergency' then
            if is_emergency and part ->> 'of' = 'emergency' and part ->> 'for' = permission then
                found := found || kith.part(n::int, part ->> 'is');
            end if;
        elsif (case part ->> 'of'
                when 'disclosed' then part ->> 'for' = permission
                when 'involved' then is_listed
                else ways ? (part ->> 'of') end)
           and (areas is null or part ->> 'of' = 'disclosed' or areas && kith.ids(part -> 'in')) then
            found := found || kith.part(n::int, part ->> 'is');
        end if;
    end loop;
    return found;
end
$$;

create or replace function kith.through(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
begin
    return case when c -> 'may' -> permission ? 'agency' and not c -> 'listed' ? permission
                     and current_setting('kith.in_emergency', true) is distinct from 'on'
                then kith.ids(c -> 'agencies') else '{}' end;
end
$$;

create or replace function kith.wide(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
    areas bigint[] := kith.agreed(c, permission);
begin
    if c -> 'may' -> permission ? 'partnership' and current_setting('kith.in_emergency', true) is distinct from 'on' then
        return array(select x from unnest(kith.ids(c -> 'partnerships')) x where areas is null or x = any (areas));
    end if;
    return '{}';
end
$$;

-- Those whose restricted record this actor reads: as a named reader, or in an emergency.
create or replace function kith.readers() returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    way text := case when current_setting('kith.in_emergency', true) = 'on' then 'emergency' else 'reader' end;
    found bigint[] := '{}';
    part jsonb;
    n bigint;
begin
    for part, n in select value, ordinality - 1 from jsonb_array_elements(kith.context() -> 'parts') with ordinality loop
        if part ->> 'of' = way then
            found := found || kith.part(n::int, part ->> 'is');
        end if;
    end loop;
    return found;
end
$$;
