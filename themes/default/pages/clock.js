{#- The pages' script: shows the last phase whose moment has come. Without it the page says what no clock can refute.
    Session page: one <template data-from> a phase; its elements take the places of the page's [data-slot], in order.
    Rows: data-now="FROM|ID|LABEL;…" on the mark; a row that is over leaves the list, or joins [data-list=past]. -#}
function clock(){
const all=q=>[...document.querySelectorAll(q)],now=Date.now()/1e3,
pick=(list,from)=>list.filter(x=>from(x)<=now).pop(),
phase=pick(all('template[data-from]'),e=>+e.dataset.from);
if(phase&&phase!==clock.phase){clock.phase=phase;
const fresh=[...document.importNode(phase.content,true).children];
all('[data-slot]').forEach((e,i)=>{fresh[i].dataset.slot='';e.parentNode.replaceChild(fresh[i],e)})}
all('[data-now]').forEach(e=>{const p=pick(e.dataset.now.split(';').map(x=>x.split('|')),x=>+x[0]);
if(p){e.className='chip '+p[1];e.textContent=p[2]}});
lists(all)
}
addEventListener('pageshow',e=>e.persisted&&clock());
document.addEventListener('visibilitychange',clock);
