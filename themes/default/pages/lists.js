{#- The part of the clock for home and course page: rows move between [data-list] now, later and past, and there into
    their [data-month], where a list has months. What then holds no row is hidden. [data-dates]="UNTIL|WORDS;…" says the
    first words that are not over; [data-said] what no page without a clock may, [data-more] where more comes later. -#}
function lists(all,now,split,say){
const lists={};all('[data-list]').forEach(e=>lists[e.dataset.list]=e);
const at=li=>li.querySelector('time').dateTime,
into=(list,li)=>{const box=list.querySelector('[data-month="'+at(li).slice(0,7)+'"] ul')||list;
box.insertBefore(li,[...box.children].find(x=>at(x)>at(li))||null)},
some=e=>e&&e.querySelector('li'),off=(e,yes)=>e.classList.toggle('off',!!yes);
all('[data-list=now] li,[data-list=later] li').forEach(li=>{
const is=name=>li.querySelector('.chip.'+name),over=is('ended'),list=lists[is('open')||is('few')||is('waitlist')?'now':'later'];
if(over&&lists.past)lists.past.insertBefore(li,lists.past.firstChild);
else if(over)li.remove();
else if(!list.contains(li))into(list,li)});
all('[data-month]').forEach(e=>off(e,!some(e)));
Object.keys(lists).forEach(k=>{const box=lists[k].closest('section'),none=box.querySelector('[data-none]');
if(none)off(none,some(lists[k])||none.dataset.none&&some(lists.now));off(box,!some(lists[k])&&(!none||none.matches('.off')))});
all('[data-dates]').forEach(e=>{const next=split(e.dataset.dates).find(x=>now<x[0]);
say(e,next?next[1]:'次の日程は決まりしだいお知らせします')});
all('[data-said]').forEach(e=>say(e,some(lists.later)&&e.dataset.more||e.dataset.said));
}
