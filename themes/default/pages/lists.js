{#- The part of the clock for home and course page: rows move between [data-list] now, later and past, and there into
    their [data-month], where a list has months. What then holds no row is hidden. [data-dates]="UNTIL|DAY;…" names the
    first day that is not over. -#}
function lists(all,now,split){
const lists={};all('[data-list]').forEach(e=>lists[e.dataset.list]=e);
const at=li=>li.querySelector('time').dateTime,
into=(list,li)=>(list.querySelector('[data-month="'+at(li).slice(0,7)+'"] ul')||list).appendChild(li),
some=e=>e&&e.querySelector('li'),off=(e,yes)=>e.classList.toggle('off',!!yes);
all('[data-list=now] li,[data-list=later] li').sort((a,b)=>at(a)<at(b)?-1:1).forEach(li=>{
const is=name=>li.querySelector('.chip.'+name),over=is('ended');
if(over&&lists.past)lists.past.insertBefore(li,lists.past.firstChild);
else if(over)li.remove();
else into(lists[is('open')||is('few')||is('waitlist')?'now':'later'],li)});
all('[data-month]').forEach(e=>off(e,!some(e)));
Object.keys(lists).forEach(k=>{const box=lists[k].closest('section'),none=box.querySelector('[data-none]');
if(none)off(none,some(lists[k])||none.dataset.none&&some(lists.now));off(box,!some(lists[k])&&(!none||none.matches('.off')))});
all('[data-dates]').forEach(e=>{const next=split(e.dataset.dates).find(x=>now<x[0]);
e.textContent=next?'次は'+next[1]:'次の日程は決まりしだいお知らせします'});
all('[data-said]').forEach(e=>e.textContent=e.dataset.said);
}
