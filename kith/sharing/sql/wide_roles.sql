-- Who keeps posts makes none that founds agencies, and none that reaches a whole partnership but where its agency is the
-- front door: a school's keeper of posts makes no screener.
create or replace function kith.post_in_its_place() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if new.team_id is not null and new.agency_id is distinct from (select agency_id from sharing_team where id = new.team_id) then
        raise exception 'this team is another agency''s' using errcode = 'insufficient_privilege';
    end if;
    if kith.may('agency.found') then
        return null;
    end if;
    if exists (select from sharing_role r join sharing_rolepermission rp on rp.role_id = r.id
                where r.id = new.role_id and r.is_service and 'partnership' = any (rp.reach)) then
        raise exception 'this role is for Kith''s own services' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from sharing_rolepermission rp join sharing_permission p on p.id = rp.permission_id
                where rp.role_id = new.role_id and p.code = 'agency.found') then
        raise exception 'only who founds agencies makes such a post' using errcode = 'insufficient_privilege';
    end if;
    if exists (select from sharing_rolepermission rp where rp.role_id = new.role_id and 'partnership' = any (rp.reach))
       and not exists (select from sharing_team t where t.agency_id = new.agency_id and t.does = 'front_door') then
        raise exception 'this role is for the front door''s own agency' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

-- Nor does who keeps posts give somebody a post that founds agencies, wherever it is.
create or replace function kith.given_by_founders() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if not kith.may('agency.found')
       and exists (select from sharing_post s join sharing_rolepermission rp on rp.role_id = s.role_id
                     join sharing_permission p on p.id = rp.permission_id
                    where s.id = new.post_id and p.code = 'agency.found') then
        raise exception 'only who founds agencies gives such a post' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create trigger given_by_founders after insert on sharing_holding
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.given_by_founders();
