document.querySelectorAll("a.save").forEach(link => link.addEventListener("click", async event => {
  if (typeof DecompressionStream === "undefined" || !link.href.startsWith("data:")) return;
  event.preventDefault();
  const packed = Uint8Array.from(atob(link.href.slice(link.href.indexOf(",") + 1)), letter => letter.charCodeAt(0));
  const text = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  const made = document.createElement("a");
  made.href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
  made.download = link.download.replace(/\.gz$/, "");
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href), 1000);
}));
