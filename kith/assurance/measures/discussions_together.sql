-- Strategy discussions with social care, police and health
--
-- Measure:   M-33
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Counts:    Every strategy discussion that was held and written down.
-- In:        Social care, police and health took part
-- Not in:    One of the three was away, with the reason that was written down
-- Split by:  away, section_47
-- Notes:     social_care: Without social care; police: Without police; health: Without health; more: Without more than one of them
-- Hours:     from the demand to the discussion
-- Source:    Working Together to Safeguard Children 2023, who takes part in a strategy discussion (not read); joint inspection of Northumberland, 2019
--            (S1-035)
-- Caution:   That somebody took part does not say that they brought what their agency knows. Schools and others who know the child are not counted.
select h.reference                                             as item,
       h.subject_id                                            as subject,
       h.held_at                                               as at,
       jsonb_build_object(
           'away', case p.away when '{}' then 'Nobody' when '{police}' then 'Police' when '{health}' then 'Health'
                               when '{council_social_care}' then 'Social care' else 'More than one' end,
           'section_47', case when h.is_section_47 then 'Section 47 enquiry' else 'No section 47 enquiry' end) as by,
       p.away = '{}'                                           as is_in,
       extract(epoch from h.held_at - d.triggered_at) / 3600   as hours,
       case p.away when '{}' then '' when '{police}' then 'police' when '{health}' then 'health'
                   when '{council_social_care}' then 'social_care' else 'more' end as note
  from protection_discussion h
  join lateral (select min(t.triggered_at) as triggered_at
                  from protection_settled s
                  join protection_trigger t on t.id = s.trigger_id
                  join record_clock k on k.about_kind = 'discussion' and k.about = t.reference
                                     and k.partnership_id = area
                 where s.discussion_id = h.id) d on d.triggered_at is not null
  cross join lateral (select array(select needed
                                     from unnest(array['council_social_care', 'health', 'police']) needed
                                    where not exists (select from protection_tookpart p
                                                       where p.discussion_id = h.id and p.kind = needed and p.is_here)
                                    order by needed) as away) p
 where h.held_at >= since
   and h.held_at < until
   and h.recorded_at <= known_at
