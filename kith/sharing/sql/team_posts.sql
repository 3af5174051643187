-- The posts whose letters this post reads without being asked: those whose work it does today, and those of its own team.
create or replace function kith.team_posts() returns bigint[]
language sql stable security definer set search_path = pg_catalog, public
as $$
    select kith.posts() || coalesce((select array_agg(p.id) from sharing_post p
                                      where p.team_id = (select o.team_id from sharing_post o where o.id = kith.post())), '{}')
$$;
