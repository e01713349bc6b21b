// Editing: fills <section id="edit"> for the file that is selected.
