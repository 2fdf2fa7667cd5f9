"""How the HTML report looks."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--dim:#59636e;--line:#d1d9e0;--soft:#f3f5f7;--accent:#0757b8;
--error:#b3261e;--warning:#8a5a00;--info:#0b6780;--mark:#ffdfb8;--good:#1a7f37}
@media (prefers-color-scheme:dark){:root{--paper:#0f1318;--ink:#e8ecf1;--dim:#9aa6b2;--line:#333c46;--soft:#181e25;
--accent:#7ab7ff;--error:#ff8a80;--warning:#f0b849;--info:#6fd3ee;--mark:#5a3d10;--good:#63d17f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:76rem;margin:0 auto;padding:1rem}
h1{margin:.5rem 0;font-size:1.5rem}
h2{margin:2rem 0 .5rem;font-size:1.2rem}
h3{margin:0;font-size:1rem;overflow-wrap:anywhere}
p{margin:.3rem 0;overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.dim{color:var(--dim)}
.skip{position:absolute;left:-100vw}
.skip:focus{left:1rem}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;list-style:none}
.counts li{padding:.2rem .7rem;border:1px solid var(--line);border-radius:1rem}
.scroll{overflow:auto;border:1px solid var(--line);border-radius:.5rem;background:var(--soft)}
svg{display:block}
svg text{fill:var(--ink);font:14px system-ui,sans-serif}
svg .head{fill:var(--dim)}
svg .edge{fill:none;stroke:var(--dim);stroke-width:1.2;opacity:.55}
svg .box{fill:var(--paper);stroke:var(--line);stroke-width:1.5}
svg .fake .box{stroke-dasharray:4 3}
svg .found .box{stroke:var(--error)}
svg .badge{fill:var(--error)}
svg .count{fill:var(--paper);font-weight:600;text-anchor:middle}
svg [role=button]{cursor:pointer}
svg [aria-pressed=true] .box{stroke:var(--accent);stroke-width:3}
svg [role=button]:focus-visible{outline:none}
svg [role=button]:focus-visible .box{stroke:var(--accent);stroke-width:3}
form{display:flex;flex-wrap:wrap;gap:.7rem;align-items:end;margin:.5rem 0 1rem}
label{display:grid;gap:.1rem;font-size:.85rem;color:var(--dim)}
select,input,button{font:inherit;padding:.3rem .5rem;color:var(--ink);background:var(--paper);
border:1px solid var(--line);border-radius:.3rem;max-width:22rem}
article{margin:0 0 1rem;padding:.8rem 1rem;border:1px solid var(--line);border-left:.35rem solid var(--error);
border-radius:.4rem}
article.warning{border-left-color:var(--warning)}
article.info{border-left-color:var(--info)}
.code{font-weight:700;color:var(--error)}
.warning .code{color:var(--warning)}
.info .code{color:var(--info)}
pre{margin:.5rem 0;padding:.5rem;overflow:auto;background:var(--soft);border-radius:.3rem;
font:13px/1.45 ui-monospace,monospace;tab-size:4}
pre .number{color:var(--dim);user-select:none}
mark{background:var(--mark);color:inherit;border-bottom:2px solid var(--error)}
details{margin-top:.3rem}
summary{cursor:pointer;color:var(--dim)}
[hidden]{display:none!important}
@media print{form,.skip{display:none}}
"""
