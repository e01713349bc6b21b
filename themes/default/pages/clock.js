{#- The pages' script: shows the last phase whose moment has come. Without it the page says what no clock can refute.
    Session page: `phases` and `days` are set by the page (channels/page_view/pages.rs says their shape). Where this
    session can't be booked, the bar leads to the first of `days` that can.
    Rows: data-now="FROM|ID|LABEL;…" on the mark; a row that is over leaves the list, or joins [data-list=past].
    [data-until] goes when its moment has come. What is painted stays: nothing is seen before its tick (.wait), and a
    session's page ticks first for its bar, then for what comes late in the file (.late). It ticks again when the page comes
    back or has stood open for a while (who waits for 9:00 sees booking open), and touches only what changes, so that
    nobody loses their place. Names are short because every page carries them. -#}
var phases=[],days;
const root=document.documentElement;
root.className='wait';
function clock(rest=''){
try{tick()}finally{root.className=rest}
}
function tick(){
const now=Date.now()/1e3,all=q=>[...document.querySelectorAll(q)],
split=s=>s?s.split(';').map(x=>x.split('|')):[],
pick=list=>list.filter((x,i)=>!i||x[0]<=now).pop(),
say=(e,text)=>{if(e.textContent!=text)e.textContent=text;return e},
set=(q,text)=>say(all(q)[0],text),
p=pick(phases);
if(p){const[,id,mark,line,kind,label,sub,href,next]=p,to=next&&days.find(x=>x[2]<=now&&now<x[3]),
a=set('.act b',to?to[1]+'へ':label).parentNode;
a.className='act '+kind+' '+id;
if(href)a.href=to?to[0]:href;else a.removeAttribute('href');
set('.act small',sub===null?line:sub);
set('.mark',mark).className='chip mark '+id;
set('.till',line)}
all('[data-now]').forEach(e=>{const p=pick(split(e.dataset.now));
say(e,p[2]).className='chip '+p[1]});
all('[data-until]').forEach(e=>{const t=e.dataset.until;e.classList.toggle('off',t&&t<=now)});
lists(all,now,split,say)
}
onpageshow=document.onvisibilitychange=()=>clock();
setInterval(clock,2e4);
