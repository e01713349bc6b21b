{#- The part of the clock for home and course page: rows move between [data-list] now, later and past. -#}
function lists(all){
const lists={};all('[data-list]').forEach(e=>lists[e.dataset.list]=e);
all('[data-list=now]>li,[data-list=later]>li').sort((a,b)=>a.dataset.at<b.dataset.at?-1:1).forEach(li=>{
const is=name=>li.querySelector('.chip.'+name),over=is('ended');
if(over&&lists.past)lists.past.insertBefore(li,lists.past.firstChild);
else if(over)li.remove();
else lists[is('open')||is('few')||is('waitlist')?'now':'later'].appendChild(li)});
const off=(e,yes)=>e.classList[yes?'add':'remove']('off'),some=list=>list&&list.children.length>0;
Object.keys(lists).forEach(k=>{const box=lists[k].closest('section'),none=box.querySelector('[data-none]');
if(none)off(none,some(lists[k])||none.dataset.none&&some(lists.now));off(box,!some(lists[k])&&(!none||none.matches('.off')))});
all('[data-said]').forEach(e=>e.textContent=e.dataset.said);
}
