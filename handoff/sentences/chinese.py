"""Our sentences in Chinese, in simplified characters."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "我会在这里继续为您服务。"

CHINESE = Sentences(
    when_stuck=(
        "很抱歉，问题还没有解决。需要我为您转接人工客服吗？",
        "看来我的回答没能帮到您。要为您转接人工客服吗？",
        "不想让您一直兜圈子。您想和我们的客服人员聊聊吗？",
        "看来问题依然存在。需要为您联系客服人员吗？",
    ),
    offers=(
        "这件事我们的客服团队也许能帮到您更多。需要我为您转接人工客服吗？",
        "我们的客服团队很熟悉这类问题。要我帮您转接客服人员吗？",
        "关于这一点，我们的客服人员比我更了解。您想和客服人员聊聊吗？",
        "这件事由客服团队来处理更合适。要为您转接人工客服吗？",
    ),
    hand_off="正在为您转接我们的人工客服。",
    goes_on=_GOES_ON,
    declined=f"没问题。{_GOES_ON}",
    back=f"很抱歉，我们的客服团队现在不在线，{{back}}恢复上线。{_GOES_ON}",
    away=f"很抱歉，我们的客服团队目前不在线。{_GOES_ON}",
    no_humans=f"很抱歉，我无法请其他人加入这个聊天。{_GOES_ON}",
    failed=f"很抱歉，客服聊天窗口未能打开。{_GOES_ON}",
    also="您也可以{ways}。",
    ways={"email": "发邮件至 {}", "phone": "致电 {}", "page": "访问 {}"},
    between="、",
    last="或",
    space="",
    moments=Moments(
        locale="zh_Hans",
        today="今天",
        tomorrow="明天",
        weekday="EEEE",
        date="M月d日（EEEE）",
        clock="H:mm",
        team="{day} {clock}（{zone}）",
        theirs="您当地时间{day} {clock}",
    ),
)
