"""The words that web pages and mails put around a document: where a page is, what can be done with it, who wrote it."""

from __future__ import annotations

import re

from docgen.gongwen.reading.patterns import bare, looks_dated

LONGEST = 80
"""Characters of a line of a web page; its index may be longer."""
PATH = re.compile(
    r"^[【\[(（]?(?:您|你)?(?:现在|当前|目前)?的?(?:所在|所处)?的?位置(?:是|为)?\s{0,4}[：:>＞»›]"
    r"|^(?:当前位置|您的位置|您现在的位置|所在位置)|^(?:网站)?首页\s*(?:[>＞»›|/\-－—→]|$)"
)
"""The way through a web site to a page."""
CRUMBS = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:[ \u3000]{0,3}[>＞»›→]{1,2}[ \u3000]{0,3}[\u4e00-\u9fff]{2,16}){1,8}$")
"""The same without a word that says so: 政务公开 > 通知公告."""
_WEB_WORD = (
    r"(?:发布(?:时间|日期|机构|单位|人)|(?:信息|文章|稿件)?来\s*源|字\s*[体号]|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|数|量|率)?|"
    r"访问(?:次数|量)?|责任编辑|(?:更新|录入|上传)(?:时间|日期)|视力保护色)\s*[：:]"
)
SOURCE = re.compile(
    rf"^[【\[(（]?{_WEB_WORD}|^[【\[(（]?(?:作\s*者|编\s*辑|审\s*核|日\s*期|时\s*间)\s*[：:].{{0,60}}?{_WEB_WORD}"
    r"|^[【\[(（]?(?:打印|关闭|收藏|字号|大\s*中\s*小|分享)(?=[】\]）)\s]|$)"
    r"|^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}"
)
"""The line under a title on a web page: where it comes from, when it was put there, how often it was looked at."""
BYLINE = re.compile(
    r"^[【\[(（]?(?:作\s?者|编\s?辑|审\s?核|校\s?对|供\s?稿|撰\s?稿|通讯员|记\s?者|摄\s?影)\s?[：:][^，。；：:]{1,20}$"
    r"|^(?:日\s?期|时\s?间)\s?[：:]\s?\d{4}-\d{1,2}-\d{1,2}(?:\s\d{1,2}:\d{2}(?::\d{2})?)?$"
)
"""Who wrote it: of a web page where it stands beside another of its lines."""
FOOT = re.compile(
    r"^[【\[(（]?(?:上一[篇条页则]|下一[篇条页则])\s*[：:】\]]?|^[【\[(（]?(?:打印(?:本页|此页|文章|\s|】|\])|关闭(?:本页|本?窗口|\s|】|\])|返回(?:顶部|列表|首页|上[一级页])|"
    r"分享到?|收藏(?:本页|此页)?(?:[】\]]|$)|责任编辑|编\s*辑\s*[：:]|扫一扫|扫码|微信扫|相关(?:链接|文件|解读|稿件|阅读|附件|新闻)|版权所有|网站(?:标识码|地图)|"
    r"技术支持|关于我们|联系我们|附件下载|政策解读|(?:信息|文章|稿件)?来\s*源\s*[：:]|[^，。；]{0,12}(?:ICP备|公网安备))"
    r"|^[【\[(（]?字\s?[体号](?:大小)?\s?[：:]\s?[【\[]?(?:特大|超大|大|中|小)(?:[ \u3000】\]|/中小]|$)"
    r"|^(?:浏览|阅读|点击|访问)(?:次数|数|量|率)\s?[：:]"
)
"""What a web page says under a document."""
MAIL_FOOT = re.compile(
    r"^(?:发自|发送自|来自)(?:我的|手机|网易|QQ|新浪|[A-Za-z])|^从\s?(?:我的)?\s?[A-Za-z手][^，。]{0,30}发送$|^Sent from\b"
    r"|^(?:获取|下载)\s?Outlook|^-{2,10}\s{0,3}(?:原始邮件|Original)|^(?:此|本)(?:封)?(?:邮件|电子邮件)(?:及|为|由|包含|仅)",
    re.I,
)
"""What a program for mails puts under one."""
_ONLY = re.compile(
    r"无障碍(?:阅读|浏览|版|模式|服务)?|(?:进入)?(?:长者|老年|关怀|适老|适老化)(?:模式|版|专区|助手|服务)|(?:政府)?信息公开(?:指南|目录|制度|年报|年度报告|专栏|平台|规定)"
    r"|法定主动公开内容|TOP|(?:返回|回到?)(?:顶部|首页|列表|上一?[级页层])|(?:打印|关闭|收藏)(?:本页|此页|文章|本?窗口|页面|本站)|设为首页|加入收藏"
    r"|分享到?(?:[：:]|微信|微博|朋友圈)?|网站(?:首页|地图|导航)|站内搜索|(?:语音)?(?:播报|朗读)(?:本页|全文)?|手机版|移动版|繁體|繁体(?:版|中文)?|简体(?:版|中文)?",
    re.I,
)
"""What can be done on a page, in words that only a page has."""
_ALSO = re.compile(
    r"首页|登录|注册|退出|搜索|打印|关闭|收藏|下载|微信|微博|客户端|(?:政务|信息|政府信息|依申请|主动)公开|(?:政策|公开)(?:文件|法规|解读)|通知公告|公示公告"
    r"|新闻动态|政务服务|互动交流|English|EN|[大中小]|[\u4e00-\u9fff]{2,20}(?:门户网站|官方网站|官网|政务网|政府网|信息网)",
    re.I,
)
"""The same in words that others have too."""
_BETWEEN = re.compile(r"[\s|｜·/、【】\[\]()（）]+")
THANKS = re.compile(
    r"^(?:再次|衷心|非常)?(?:谢谢|感谢|多谢|祝(?:大家|各位|您|工作|身体|好)|辛苦(?:了|大家|各位))[^。；：:]{0,24}[。！!～~]?$"
)
"""What is said for politeness under a signature."""


def is_web(text: str) -> bool:
    """Whether a line over a document is surely of a web page."""
    if len(text) > LONGEST:
        return False
    known = PATH.match(text) or CRUMBS.match(text) or (SOURCE.match(text) and not looks_dated(text))
    return bool(known) or navigates(text)


def is_foot(text: str) -> bool:
    """Whether a line under a document is surely of a web page or a mail."""
    return bool(FOOT.match(text) or PATH.match(text) or MAIL_FOOT.match(text)) or navigates(text)


def navigates(text: str) -> bool:
    """Whether a line only says what can be done on a page, in one word at least that only a page has."""
    words = [word for word in _BETWEEN.split(text) if word]
    return any(map(_ONLY.fullmatch, words)) and all(_ONLY.fullmatch(word) or _ALSO.fullmatch(word) for word in words)


def may_be_web(text: str) -> bool:
    """Whether a line is of a web page where it stands beside another that surely is."""
    words = [word for word in _BETWEEN.split(text) if word]
    return bool(BYLINE.match(text)) or bool(words) and all(map(_ALSO.fullmatch, words))


def written_number(texts: list[str]) -> str:
    """What an index says behind 文号 or 发文字号, without blanks; its value may stand on a line of its own."""
    found = re.search(r"(?:发文字号|文号|文件编号)[\]】]?[：:](?P<number>[^：:]{4,40}?号)", bare("\n".join(texts)))
    return found["number"] if found else ""
