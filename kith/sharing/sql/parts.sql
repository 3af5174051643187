-- The context in parts: what every answer needs is sealed whole and kept small; the subjects of each relationship stand in a
-- setting of their own, whose digest is in the sealed context. An altered part counts as none, and so does one too many.

-- Set and seal. Only the functions that sit somebody down call it.
create or replace function kith.begin(reach jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog
as $$
declare
    parts jsonb := '[]';
    part jsonb;
    said text;
begin
    for part in select jsonb_array_elements(reach -> 'parts') loop
        perform set_config('kith.part_' || jsonb_array_length(parts), part ->> 'ids', true);
        parts := parts || (part - 'ids' || jsonb_build_object('is', kith.digest(part ->> 'ids')));
    end loop;
    said := (reach - '{worker_says,worker_reference,post_says,post_reference,agency_says,team,service,parts}'::text[]
             || jsonb_build_object('parts', parts))::text;
    perform set_config('kith.context', coalesce(said, ''), true),
            set_config('kith.seal', coalesce(kith.sealed(said), ''), true);
    return reach;
end
$$;

create or replace function kith.digest(said text) returns text
language sql immutable parallel safe set search_path = pg_catalog
as $$ select encode(sha256(convert_to(said, 'UTF8')), 'hex') $$;

-- The subjects of one part, or none if it is not the part that was sealed.
create or replace function kith.part(number int, digest text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    said text := current_setting('kith.part_' || number, true);
begin
    return case when kith.digest(said) = digest then said::bigint[] else '{}' end;
end
$$;

-- The partnerships in which agreements cover this permission's class of data; null where it needs none.
create or replace function kith.agreed(context jsonb, permission text) returns bigint[]
language plpgsql immutable set search_path = pg_catalog
as $$
begin
    return case when context -> 'agreed' ? permission
                then array(select jsonb_object_keys(context -> 'agreed' -> permission)::bigint) end;
end
$$;

-- Subjects reached one by one: through this permission's relationships where an agreement covers it, and by decision.
create or replace function kith.near(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
    ways jsonb := c -> 'may' -> permission;
    is_listed boolean := c -> 'listed' ? permission;
    areas bigint[] := kith.agreed(c, permission);
    found bigint[] := '{}';
    part jsonb;
    n bigint;
begin
    for part, n in select value, ordinality - 1 from jsonb_array_elements(c -> 'parts') with ordinality loop
        if (case part ->> 'of'
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

-- Agencies whose open-ended involvement reaches a subject. None where it reaches some of their subjects and not others:
-- then `near` lists those that it does.
create or replace function kith.through(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
begin
    return case when c -> 'may' -> permission ? 'agency' and not c -> 'listed' ? permission
                then kith.ids(c -> 'agencies') else '{}' end;
end
$$;

-- Partnerships in which this permission reaches every subject.
create or replace function kith.wide(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
    areas bigint[] := kith.agreed(c, permission);
begin
    if c -> 'may' -> permission ? 'partnership' then
        return array(select x from unnest(kith.ids(c -> 'partnerships')) x where areas is null or x = any (areas));
    end if;
    return '{}';
end
$$;

create or replace function kith.readers() returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    found bigint[] := '{}';
    part jsonb;
    n bigint;
begin
    for part, n in select value, ordinality - 1 from jsonb_array_elements(kith.context() -> 'parts') with ordinality loop
        if part ->> 'of' = 'reader' then
            found := found || kith.part(n::int, part ->> 'is');
        end if;
    end loop;
    return found;
end
$$;
