{#- The part of the clock for a session's page: other dates that are over leave the list. -#}
function lists(all){
all('li .ended').forEach(e=>e.closest('li').remove());}
