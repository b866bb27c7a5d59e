create view audit.area as
select
  performance.performance_id,
  area.area_id,
  area.capacity as total,
  count(*) filter (where seat.state = 'RESERVED')::int as reserved,
  count(*) filter (where seat.state = 'BOOKED')::int as sold
from inventory.performance
join inventory.seat_area area on area.seat_map_id = performance.seat_map_id and area.capacity > 0
left join inventory.performance_seat seat
  on seat.performance_id = performance.performance_id and seat.area_id = area.area_id
group by performance.performance_id, area.area_id, area.capacity;
