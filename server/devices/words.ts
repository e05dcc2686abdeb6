import { createHash } from "node:crypto";

/** 256 short words for plain things, easy to read aloud over a counter in any of the house's languages. */
export const pairingWords: readonly string[] = `
  acorn agate alder almond aloe amber anchor anise apple apricot arbor arch arrow aspen aster atlas autumn
  azalea azure bamboo banjo basil beacon beech berry birch bison blossom bonsai bramble breeze bridge brook
  button cactus camel camera candle canoe canyon caramel cardinal carob cedar cello cherry chestnut chime
  cinnamon citrus clarinet clover cobalt cocoa comet compass copper coral cotton crane crater cricket crocus
  crystal cypress dahlia daisy delta dolphin dove dragonfly drum dune eagle echo elder elm ember emerald falcon
  feather fennel fern fiddle field finch fjord flamingo flint flute forest fossil fountain fox freesia galaxy
  garden garnet gazelle geyser ginger ginkgo glacier globe granite grape guitar gull hammock harbor harp hazel
  heather heron hibiscus hill honey horizon ibis indigo iris island ivory ivy jade jasmine jasper jungle juniper
  kayak kelp kite kiwi koala lagoon lantern larch lark laurel lavender lemon leopard lilac lily linden linen
  lotus lynx magnolia mallow mango maple marble marigold marlin meadow melon mimosa mint mirror mistral moon
  mosaic moss mountain myrtle nectar nickel north nutmeg oak oasis oboe ocean olive onyx opal orange orbit
  orchid oregano origami osprey otter palm panda papaya paprika parsley peach pearl pebble pelican penguin peony
  pepper piano pine planet plum polar pollen poplar poppy prairie prism puffin quail quartz quince raven reed
  river robin rocket rosemary ruby saffron sage sail sandal sapphire satin sequoia sierra silk silver sonata
  spruce star summer sunset swallow swan tango teal thistle thyme tiger topaz tulip tundra turtle valley vanilla
  velvet verbena violin walnut willow winter wren zebra zenith zephyr zinnia
`
  .trim()
  .split(/\s+/);

/** The two words that belong to a pairing: shown on the tablet and in the studio, compared by people before they confirm. */
export function wordsOf(pairingId: string): [string, string] {
  const [first = 0, second = 0] = createHash("sha256").update(`words\0${pairingId}`).digest();
  const word = (at: number): string => pairingWords[at % pairingWords.length] ?? "";
  return [word(first), word(second % pairingWords.length === first % pairingWords.length ? second + 1 : second)];
}
