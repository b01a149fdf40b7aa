/** The page around the plots: readable at any width, in light, dark and on paper. */
export const PAGE_CSS = `
:root{--text:#1c1e21;--quiet:#5c6066;--paper:#ffffff;--panel:#f6f7f8;--line:#dcdfe3;--bad:#b3261e;--bad-paper:#fdecea;--good:#1a6b3c;--link:#0b5cad}
@media screen and (prefers-color-scheme:dark){:root{--text:#e8e8ea;--quiet:#a2a6ad;--paper:#16181b;--panel:#1e2125;--line:#34383e;--bad:#ff8a80;--bad-paper:#3a1d1b;--good:#6fd39a;--link:#7cb8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:15px/1.55 system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
header,main{max-width:940px;margin:0 auto;padding:0 24px}
header{padding-top:36px}
h1{font-size:28px;line-height:1.25;margin:0 0 6px;text-wrap:balance}
h2{font-size:20px;margin:44px 0 12px;padding-top:12px;border-top:1px solid var(--line)}
.quiet{color:var(--quiet)}
nav{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:14px}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:3px}
p,li{max-width:78ch}
ul{padding-left:20px;margin:10px 0}
li{margin:3px 0}
li.bad{color:var(--bad);font-weight:600}
.alarm{background:var(--bad-paper);border-left:4px solid var(--bad);padding:12px 16px;font-weight:600}
figure{margin:22px 0 30px}
figcaption,caption{font-weight:600;text-align:left;margin-bottom:8px}
caption{padding:0 0 6px}
svg.plot{display:block;width:100%;height:auto;overflow:visible}
.scroll{overflow-x:auto;margin:14px 0 24px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:14px}
th,td{padding:5px 16px 5px 0;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{color:var(--quiet);font-weight:600;vertical-align:bottom;white-space:nowrap}
th.name{text-align:left;font-weight:600;min-width:11ch}
.number{text-align:right;white-space:nowrap}
.prose{text-align:left;min-width:14ch}
td.bad{color:var(--bad);font-weight:700}
td.good{color:var(--good)}
code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--panel);padding:1px 5px;border-radius:3px}
@media print{
 body{font-size:11px}header,main{max-width:none;padding:0}nav{display:none}
 h2{break-after:avoid;margin-top:24px}figure,tr,li,.alarm{break-inside:avoid}.scroll{overflow:visible}table{font-size:10px}
 .prose{min-width:0}th.name,.number{white-space:normal}
}`;
