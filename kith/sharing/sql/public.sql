-- Somebody without an account. Nobody signs in: the page begins as the one post that may tell this partnership something.

-- Only where nobody has sat down yet in this transaction: it takes nobody's place, and is nobody's way out of the audit.
create or replace function kith.begin_public(area text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    the_post bigint;
begin
    if kith.context() is not null then
        raise exception 'somebody is acting already' using errcode = 'insufficient_privilege';
    end if;
    select p.id into the_post
      from sharing_post p
      join sharing_role r on r.id = p.role_id and r.code = 'service_public'
      join sharing_agency a on a.id = p.agency_id and a.kind = 'public'
      join sharing_post_partnerships w on w.post_id = p.id
      join sharing_partnership s on s.id = w.partnership_id
     where s.code = area and p.code = 'public_' || area;
    return kith.begin(case when found then kith.reach_of(null, the_post) end);
end
$$;
