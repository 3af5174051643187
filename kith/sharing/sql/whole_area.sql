-- What is a whole area's is kept for that area: its duty number and its postcodes, and the posts that reach all of it.

-- Whom to ring, and which postcodes are the area's: they decide to which front door a child goes.
create or replace function kith.only_own_area() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
    if not new.id = any (kith.wide('partnership.manage')) then
        raise exception 'this is another partnership''s' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create trigger own_area after update on sharing_partnership
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.only_own_area();

-- A post is where its agency is, and one that reaches a whole partnership where its agency is that partnership's front door:
-- the front door of one area is no front door of the next.
create or replace function kith.post_where_its_agency_is() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
declare
    agency bigint := kith.agency_of(new.post_id);
begin
    if kith.may('agency.found') then
        return null;
    end if;
    if not exists (select from sharing_agency_partnerships a
                    where a.agency_id = agency and a.partnership_id = new.partnership_id) then
        raise exception 'this agency is not in that partnership' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from sharing_post s join sharing_rolepermission rp on rp.role_id = s.role_id
                where s.id = new.post_id and 'partnership' = any (rp.reach))
       and not exists (select from sharing_team t where t.agency_id = agency and t.does = 'front_door'
                          and t.partnership_id = new.partnership_id) then
        raise exception 'this role is for the front door''s own agency' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
