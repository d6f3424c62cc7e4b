"""Our sentences in Japanese."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "このまま、こちらでご案内を続けます。"

JAPANESE = Sentences(
    when_stuck=(
        "まだ解決に至らず申し訳ございません。サポート担当者におつなぎしましょうか？",
        "私の回答ではお役に立てなかったようです。サポート担当者へおつなぎしてもよろしいですか？",
        "同じご案内を繰り返してしまい、恐れ入ります。サポート担当者とお話しになりますか？",
        "まだご期待に沿えていないようです。サポートチームにおつなぎしますか？",
    ),
    offers=(
        "この件は、サポート担当者の方がお力になれるかもしれません。担当者におつなぎしましょうか？",
        "この件はサポートチームが詳しく存じております。サポートチームにおつなぎしますか？",
        "サポート担当者の方が、私よりも詳しくお答えできます。担当者とお話しになりますか？",
        "この件はサポート担当者へのご相談がよろしいかと存じます。担当者へおつなぎしてもよろしいですか？",
    ),
    hand_off="ただいまサポート担当者におつなぎします。",
    goes_on=_GOES_ON,
    declined=f"承知いたしました。{_GOES_ON}",
    back=f"申し訳ございません。サポートチームはただいま不在です。{{back}}に戻ります。{_GOES_ON}",
    away=f"申し訳ございません。サポートチームはただいま対応できません。{_GOES_ON}",
    no_humans=f"申し訳ございません。このチャットにはほかの者をお呼びできません。{_GOES_ON}",
    failed=f"申し訳ございません。サポートのチャットを開けませんでした。{_GOES_ON}",
    also="{ways}こともできます。",
    ways={"email": "{} にメールする", "phone": "{} に電話する", "page": "{} をご覧になる"},
    between="、",
    last="、または ",
    space="",
    moments=Moments(
        locale="ja",
        today="本日",
        tomorrow="明日",
        weekday="EEEE",
        date="M月d日（EEEE）",
        clock="H:mm",
        team="{day}の{clock}（{zone}）",
        theirs="お客様の現地時間で{day}の{clock}",
    ),
)
