{#- The part of the clock for a session's page: other dates that are over leave the list. -#}
function lists(all){
all('[data-list]>li').forEach(li=>li.querySelector('.ended')&&li.remove());
all('[data-list]:empty').forEach(list=>list.closest('section').remove())}
