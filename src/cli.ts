/** Host: the `pawl` command. */
console.log("pawl");
