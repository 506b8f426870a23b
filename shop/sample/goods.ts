/** The sample shop's merchants. */
export const sampleMerchants = [
  { id: 'hangzhou-tea', name: 'Hangzhou Tea House 杭州茶舍' },
  { id: 'jingdezhen', name: 'Jingdezhen Studio 景德镇工坊' },
  { id: 'suzhou-silk', name: 'Suzhou Silk 苏州丝绸' },
  { id: 'shenzhen-audio', name: 'Shenzhen Audio 深圳声学' },
  { id: 'yunnan-outdoor', name: 'Yunnan Outdoor 云南户外' },
  { id: 'beijing-paper', name: 'Beijing Paper 北京纸坊' },
]

/** The tree of categories: id, names, and the ids above it. Goods are on its shelves. */
const tree: [id: string, name: string, nameZh: string, ...above: string[]][] = [
  ['food', 'Food & Drink', '食品饮料'],
  ['tea', 'Tea', '茶叶', 'food'],
  ['home', 'Home', '家居'],
  ['teaware', 'Teaware', '茶具', 'home'],
  ['kitchen', 'Kitchen', '厨房', 'home'],
  ['textiles', 'Textiles', '纺织品', 'home'],
  ['electronics', 'Electronics', '电子产品'],
  ['audio', 'Audio', '音响', 'electronics'],
  ['outdoor', 'Outdoor', '户外'],
  ['stationery', 'Stationery', '文具'],
]

export const sampleCategories = tree.map(([id, name, name_zh, ...above]) => ({
  ...{ id, name, name_zh, parent_id: above.at(-1) ?? null, path: [...above, id] },
}))

export interface SampleProduct {
  sku: string
  name: string
  nameZh: string
  category: string
  merchant: string
  /** In whole units of the shop's currency. */
  price: number
}

/** Category, merchant, and its goods: SKU, names, price. */
const shelves: [
  category: string,
  merchant: string,
  goods: [sku: string, name: string, nameZh: string, price: number][],
][] = [
  [
    'tea',
    'hangzhou-tea',
    [
      ['TEA-101', 'Longjing Green Tea 100 g', '西湖龙井绿茶 100 克', 128],
      ['TEA-102', 'Biluochun Green Tea 100 g', '碧螺春绿茶 100 克', 118],
      ['TEA-103', 'Tieguanyin Oolong 250 g', '铁观音乌龙茶 250 克', 96],
      ['TEA-104', 'Da Hong Pao Rock Tea 50 g', '大红袍岩茶 50 克', 168],
      ['TEA-105', 'Aged Pu-erh Cake 357 g', '陈年普洱茶饼 357 克', 258],
      ['TEA-106', 'Jasmine Pearl Tea 150 g', '茉莉龙珠 150 克', 78],
      ['TEA-107', 'White Peony Tea 100 g', '白牡丹白茶 100 克', 88],
      ['TEA-108', 'Keemun Black Tea 200 g', '祁门红茶 200 克', 72],
      ['TEA-109', 'Chrysanthemum Flowers 80 g', '杭白菊 80 克', 36],
    ],
  ],
  [
    'teaware',
    'jingdezhen',
    [
      ['POT-201', 'Celadon Teapot', '青瓷茶壶', 268],
      ['POT-202', 'Yixing Clay Teapot', '宜兴紫砂壶', 588],
      ['CUP-203', 'Blue-and-White Cup', '青花瓷杯', 45],
      ['CUP-204', 'Tea Cups, Set of Six', '茶杯六件套', 158],
      ['BWL-205', 'Gaiwan with Lid', '盖碗', 98],
      ['TRY-206', 'Bamboo Tea Tray', '竹制茶盘', 188],
      ['VAS-207', 'Porcelain Vase', '瓷花瓶', 328],
      ['PLT-208', 'Porcelain Dinner Plate', '瓷餐盘', 52],
    ],
  ],
  [
    'kitchen',
    'jingdezhen',
    [
      ['KIT-301', 'Carbon Steel Wok 32 cm', '熟铁炒锅 32 厘米', 198],
      ['KIT-302', 'Bamboo Steamer', '竹蒸笼', 59],
      ['KIT-303', 'Kitchen Cleaver', '中式菜刀', 139],
      ['KIT-304', 'Chopsticks, Ten Pairs', '筷子十双', 29],
      ['KIT-305', 'Cast Iron Kettle', '铸铁壶', 299],
      ['KIT-306', 'Stone Mortar', '石臼', 85],
      ['KIT-307', 'Rice Storage Box 10 kg', '米桶 10 公斤', 68],
    ],
  ],
  [
    'textiles',
    'suzhou-silk',
    [
      ['SLK-401', 'Silk Scarf', '真丝丝巾', 218],
      ['SLK-402', 'Silk Pillowcase', '真丝枕套', 168],
      ['SLK-403', 'Silk Quilt 1.5 kg', '蚕丝被 1.5 公斤', 1280],
      ['SLK-404', 'Embroidered Fan', '刺绣团扇', 99],
      ['SLK-405', 'Linen Tablecloth', '亚麻桌布', 128],
      ['SLK-406', 'Cotton Bath Towel', '纯棉浴巾', 66],
      ['SLK-407', 'Silk Sleep Mask', '真丝眼罩', 79],
      ['SLK-408', 'Quilted Jacket', '绗缝外套', 459],
    ],
  ],
  [
    'audio',
    'shenzhen-audio',
    [
      ['AUD-501', 'Wireless Earbuds', '无线蓝牙耳机', 299],
      ['AUD-502', 'Over-Ear Headphones', '头戴式耳机', 799],
      ['AUD-503', 'Portable Speaker', '便携音箱', 259],
      ['AUD-504', 'Bookshelf Speakers, Pair', '书架音箱一对', 1899],
      ['AUD-505', 'USB Microphone', 'USB 麦克风', 369],
      ['AUD-506', 'Turntable', '黑胶唱机', 1499],
      ['AUD-507', 'Audio Cable 2 m', '音频线 2 米', 39],
      ['AUD-508', 'Headphone Stand', '耳机架', 69],
    ],
  ],
  [
    'electronics',
    'shenzhen-audio',
    [
      ['ELC-601', 'USB-C Charger 65 W', 'USB-C 充电器 65 瓦', 149],
      ['ELC-602', 'Power Bank 20,000 mAh', '充电宝 20000 毫安时', 169],
      ['ELC-603', 'Desk Lamp', '护眼台灯', 189],
      ['ELC-604', 'Smart Plug', '智能插座', 49],
      ['ELC-605', 'Mechanical Keyboard', '机械键盘', 429],
      ['ELC-606', 'Wireless Mouse', '无线鼠标', 119],
      ['ELC-607', 'Webcam 1080p', '高清摄像头', 199],
    ],
  ],
  [
    'outdoor',
    'yunnan-outdoor',
    [
      ['OUT-701', 'Two-Person Tent', '双人帐篷', 599],
      ['OUT-702', 'Down Sleeping Bag', '羽绒睡袋', 699],
      ['OUT-703', 'Trekking Poles, Pair', '登山杖一对', 179],
      ['OUT-704', 'Backpack 40 L', '登山包 40 升', 389],
      ['OUT-705', 'Camping Stove', '露营炉', 149],
      ['OUT-706', 'Steel Water Bottle', '不锈钢水壶', 89],
      ['OUT-707', 'Head Torch', '头灯', 75],
    ],
  ],
  [
    'stationery',
    'beijing-paper',
    [
      ['PAP-801', 'Xuan Paper, 100 Sheets', '宣纸 100 张', 86],
      ['PAP-802', 'Calligraphy Brush Set', '毛笔套装', 118],
      ['PAP-803', 'Ink Stick', '墨锭', 48],
      ['PAP-804', 'Ink Stone', '砚台', 228],
      ['PAP-805', 'Leather Notebook', '皮面笔记本', 76],
      ['PAP-806', 'Fountain Pen', '钢笔', 138],
      ['PAP-807', 'Wall Calendar', '挂历', 42],
    ],
  ],
]

export const sampleProducts: readonly SampleProduct[] = shelves.flatMap(([category, merchant, goods]) =>
  goods.map(([sku, name, nameZh, price]) => ({ sku, name, nameZh, category, merchant, price })),
)
