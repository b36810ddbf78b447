// The style sheet of pages. Colours of drawings are those of plot/palette.h.
#include "analysis/page/page.h"
#include "analysis/plot/palette.h"

namespace nines::page {
namespace {

constexpr std::string_view rules = R"(
:root{--ink:#1f2328;--quiet:#57606a;--ground:#fff;--raised:#f6f8fa;--edge:#d3d8de;--link:#1f6fb8;
--good:#14703f;--bad:#b3261e;--doubtful:#8a5a00}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9aa4af;--ground:#0f141a;--raised:#161b22;
--edge:#3a424d;--link:#58a6ff;--good:#4cc38a;--bad:#ff8f88;--doubtful:#e3b341}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0 auto;padding:1.5rem 1.25rem 4rem;max-width:54rem;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}
header{border-bottom:3px solid var(--link);margin-bottom:1.25rem}
h1{font-size:1.75rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.25;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--edge)}
h3{font-size:1.02rem;margin:0 0 .5rem}
p{margin:.5rem 0;max-width:44rem}
header p{margin:.35rem 0 .9rem}
a{color:var(--link)}
.lead{font-size:1.15rem;line-height:1.45}
.quiet,.note,caption{color:var(--quiet)}
.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}.doubtful{color:var(--doubtful)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:.75rem;margin:1.25rem 0}
.tiles div{background:var(--raised);border:1px solid var(--edge);border-radius:8px;padding:.7rem .9rem}
.tiles dt{color:var(--quiet);font-size:.86rem}
.tiles dd{margin:0}
.tiles .value{font-size:1.5rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.tiles .note{font-size:.82rem}
figure{margin:1.25rem 0;padding:.9rem 1rem;background:var(--raised);border:1px solid var(--edge);border-radius:8px;
break-inside:avoid}
figure .note{font-size:.88rem;margin:.35rem 0 0}
svg.chart{display:block;width:100%;height:auto;font-family:inherit}
svg.narrow{display:none}
svg .p-ground{fill:var(--raised)}
svg a .mark{cursor:pointer}
.mark{outline:none}
rect.mark:hover{fill-opacity:.09}
g.mark:hover{opacity:.75}
details{margin-top:.6rem}
summary{cursor:pointer;color:var(--link);font-size:.9rem}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums;width:100%}
caption{text-align:left;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--edge)}
thead th{color:var(--quiet);font-weight:600}
tbody th{font-weight:400}
.part th{font-weight:650;padding-top:1rem}
pre{overflow-x:auto;background:var(--raised);border:1px solid var(--edge);border-radius:8px;padding:.8rem 1rem;
font:13px/1.45 ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace}
ol,ul{padding-left:1.6rem;font-size:.94rem}
li{margin:.15rem 0}
:target{outline:2px solid var(--link);outline-offset:4px;border-radius:4px}
#tip{position:fixed;z-index:9;pointer-events:none;white-space:pre-line;max-width:20rem;background:var(--ink);
color:var(--ground);border-radius:6px;padding:.4rem .6rem;font-size:.84rem;line-height:1.35}
@media (max-width:40rem){
body{padding:1rem .8rem 3rem}
h1{font-size:1.4rem}
svg.wide{display:none}svg.narrow{display:block}
figure{padding:.7rem .6rem}
.tiles{grid-template-columns:1fr 1fr;gap:.5rem}
.tiles .value{font-size:1.2rem}
.cards thead{display:none}
.cards,.cards tbody,.cards tr,.cards th,.cards td{display:block;width:100%}
.cards tr{border-bottom:1px solid var(--edge);padding:.4rem 0}
.cards th,.cards td{border:0;padding:.08rem 0}
.cards tbody th{font-weight:600}
.cards td[data-label]{display:grid;grid-template-columns:8rem 1fr;gap:.5rem}
.cards td[data-label]::before{content:attr(data-label);color:var(--quiet)}
.cards .empty{display:none}}
@media print{
body{max-width:none;padding:0;font-size:11pt}
h2{break-after:avoid}
figure,.tiles div{background:none}
summary{display:none}details:not([open]){display:none}
tr{break-inside:avoid}
pre{white-space:pre-wrap}}
)";

}  // namespace

std::string style_sheet() { return plot::colour_rules() + std::string(rules); }

}  // namespace nines::page
