/**
 * A feed as WordPress writes it for a French news site: summaries and full texts (1 to 3 kB) as HTML in CDATA, a dozen elements
 * an item, typographic apostrophes in the text.
 */

const WORDS =
  "le la de des à Goma Kibumba rebelles M23 armée province du Nord-Kivu ministre santé école marché Bukavu déplacés autorités lundi hier population paix accord président Rutshuru Masisi selon sources locales plusieurs personnes route axe centre ville hôpital général jeunes femmes enfants l’armée d’urgence l’est".split(
    " ",
  );

function sentence(seed: number, words: number): string {
  let state = seed * 2_654_435_761;
  const parts: string[] = [];
  for (let word = 0; word < words; word++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    parts.push(WORDS[(state >>> 16) % WORDS.length] ?? "");
  }
  return parts.join(" ");
}

function item(number: number): string {
  const url = `https://courrier.example/2023/05/15/article-${number}/`;
  const paragraphs = Array.from(
    { length: 2 + (number % 4) },
    (_, at) =>
      `<p>${sentence(number * 31 + at, 60)}, <strong>${sentence(number + at, 3)}</strong>&nbsp;: <a href="${url}#${at}">${sentence(at, 4)}</a>.</p>\n`,
  ).join("");
  return `
	<item>
		<title>${sentence(number, 10)} &#8211; n° ${number}</title>
		<link>${url}</link>
		<comments>${url}#respond</comments>
		<dc:creator><![CDATA[Rédaction ${number % 7}]]></dc:creator>
		<pubDate>${new Date(Date.UTC(2023, 4, 15, 18) - number * 3_600_000).toUTCString()}</pubDate>
		<category><![CDATA[Sécurité]]></category>
		<category><![CDATA[${sentence(number, 1)}]]></category>
		<guid isPermaLink="false">https://courrier.example/?p=${number}</guid>
		<description><![CDATA[<p>${sentence(number * 7, 45)} [&#8230;]</p>\n<p>The post <a href="${url}">${sentence(number, 10)}</a> appeared first on <a href="https://courrier.example">Courrier</a>.</p>]]></description>
		<content:encoded><![CDATA[${paragraphs}<figure><img src="${url}photo.jpg" alt="" width="800"/></figure>]]></content:encoded>
		<slash:comments>0</slash:comments>
		<media:content url="${url}photo.jpg" medium="image"/>
	</item>`;
}

export function madeFeed(entries: number): Buffer {
  const items = Array.from({ length: entries }, (_, number) => item(number + 1)).join("");
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
	<title>Courrier du Kivu</title>
	<link>https://courrier.example</link>
	<description>Actualités</description>
	<language>fr-FR</language>${items}
</channel>
</rss>`);
}
