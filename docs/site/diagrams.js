// Draws the page's diagrams, by the mermaid that lies beside this file; loads it only where there are any.
(() => {
  const here = document.currentScript.src;
  addEventListener("DOMContentLoaded", () => {
    const diagrams = document.querySelectorAll("div.diagram");
    if (diagrams.length === 0) return;
    const script = document.createElement("script");
    script.src = new URL("mermaid.js", here);
    script.onload = () => {
      const isDark = document.body.dataset.mdColorScheme === "slate";
      mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: isDark ? "dark" : "neutral",
        flowchart: { useMaxWidth: false }, sequence: { useMaxWidth: false } });
      mermaid.run({ nodes: diagrams });
    };
    document.head.append(script);
  });
})();
