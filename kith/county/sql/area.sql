-- The front doors of the area and of its neighbour
create temp table area on commit drop as
select case p.code when g.area then 1 else 2 end as n, p.id as partnership_id, p.receipt_prefix as prefix, p.says, t.id as team_id,
       t.agency_id,
       (select min(o.id) from sharing_post o join sharing_role r on r.id = o.role_id
         where o.team_id = t.id and r.code = 'mash_triage') as post_id,
       (select min(h.worker_id) from sharing_holding h join sharing_post o on o.id = h.post_id
          join sharing_role r on r.id = o.role_id where o.team_id = t.id and r.code = 'mash_triage') as worker_id
  from growing g join sharing_partnership p on p.code in (g.area, g.beside)
  join sharing_team t on t.partnership_id = p.id and t.does = 'front_door';

-- Who sends there
create temp table known on commit drop as
select k.*,
       (select min(o.id) from sharing_post o join sharing_role r on r.id = o.role_id
         where o.agency_id = k.police and r.code = 'agency_feed') as feed,
       (select min(o.id) from sharing_post o where o.agency_id = k.trust) as trust_post,
       (select min(o.id) from sharing_post o where o.agency_id = k.youth) as youth_post,
       (select min(id) from sharing_post where code = 'service_intake') as intake,
       (select min(id) from sharing_agency where kind = 'system') as itself
  from (select a.agency_id as council, min(x.id) filter (where x.kind = 'police') as police,
               min(x.id) filter (where x.kind = 'nhs_trust') as trust, min(x.id) filter (where x.kind = 'school') as school,
               min(x.id) filter (where x.kind = 'voluntary') as youth
          from area a join sharing_agency_partnerships y on y.partnership_id = a.partnership_id
          join sharing_agency x on x.id = y.agency_id where a.n = 1 group by a.agency_id) k
