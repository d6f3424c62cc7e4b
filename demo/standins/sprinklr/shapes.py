"""The JSON that Sprinklr's API shows of its cases and their comments."""

from __future__ import annotations

from demo.standins.store import Row, unix_ms

USER_ID = 200_551


def case_json(row: Row) -> Row:
    return {
        "id": row["case_id"],
        "caseNumber": row["case_number"],
        "subject": f"#{row['case_number']} Live chat",
        "description": row["messages"][0]["body"] if row["messages"] else "",
        "version": 1,
        "workflow": {"customProperties": row["context"], "queues": []},
        "contact": {"id": "SPRINKLR_LIVE_CHAT_1", "channelType": "SPRINKLR_LIVE_CHAT"},
        "createdTime": unix_ms(row["at"]),
        "modifiedTime": unix_ms(row["at"]),
        "deleted": False,
    }


def comment_json(case: Row, comment: Row) -> Row:
    return {
        "id": comment["id"],
        "text": comment["text"],
        "commentingUser": USER_ID,
        "createdTime": unix_ms(comment["at"]),
        "modifiedTime": unix_ms(comment["at"]),
        "entityType": "CASE",
        "entityId": str(case["case_number"]),
    }
