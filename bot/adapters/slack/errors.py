"""What Slack's error codes mean for what we owe; `docs/slack.md` says it in words, a test holds the two together."""

from __future__ import annotations

from collections.abc import Mapping

from bot.practice.contract import Reason

REASONS: Mapping[str, Reason] = {
    # the place
    "channel_not_found": Reason.GONE,
    "is_archived": Reason.ARCHIVED,
    "not_in_channel": Reason.FORBIDDEN,
    "user_not_in_channel": Reason.FORBIDDEN,
    "restricted_action": Reason.FORBIDDEN,
    "restricted_action_read_only_channel": Reason.FORBIDDEN,
    "restricted_action_thread_only_channel": Reason.FORBIDDEN,
    "restricted_action_non_threadable_channel": Reason.FORBIDDEN,
    "restricted_action_thread_locked": Reason.FORBIDDEN,
    "ekm_access_denied": Reason.FORBIDDEN,
    "access_denied": Reason.FORBIDDEN,
    "no_permission": Reason.FORBIDDEN,
    "missing_scope": Reason.FORBIDDEN,
    "team_access_not_granted": Reason.FORBIDDEN,
    "enterprise_is_restricted": Reason.FORBIDDEN,
    "invalid_user_combination": Reason.FORBIDDEN,
    "user_not_visible": Reason.FORBIDDEN,
    "not_allowed_token_type": Reason.FORBIDDEN,
    "messages_tab_disabled": Reason.FORBIDDEN,
    "cannot_dm_bot": Reason.FORBIDDEN,
    "user_disabled": Reason.FORBIDDEN,
    "channel_type_not_supported": Reason.FORBIDDEN,
    "method_not_supported_for_channel_type": Reason.FORBIDDEN,
    "user_not_found": Reason.GONE,
    "team_not_found": Reason.GONE,
    # the message: it would never be taken, so it is not sent again, and nothing else stops
    "msg_too_long": Reason.TOO_LONG,
    "msg_blocks_too_long": Reason.TOO_LONG,
    "invalid_blocks": Reason.TOO_LONG,
    "invalid_blocks_format": Reason.TOO_LONG,
    "invalid_arguments": Reason.TOO_LONG,
    "invalid_metadata_format": Reason.TOO_LONG,
    "invalid_metadata_schema": Reason.TOO_LONG,
    "metadata_must_be_sent_from_app": Reason.TOO_LONG,
    "metadata_too_large": Reason.TOO_LONG,
    "no_text": Reason.TOO_LONG,
    "cannot_reply_to_message": Reason.TOO_LONG,
    "invalid_thread_ts": Reason.TOO_LONG,
    "thread_not_found": Reason.TOO_LONG,
    "block_mismatch": Reason.TOO_LONG,
    "invalid_arg_name": Reason.TOO_LONG,
    "invalid_array_arg": Reason.TOO_LONG,
    "invalid_charset": Reason.TOO_LONG,
    "invalid_form_data": Reason.TOO_LONG,
    "invalid_post_type": Reason.TOO_LONG,
    "missing_post_type": Reason.TOO_LONG,
    "deprecated_endpoint": Reason.TOO_LONG,
    "method_deprecated": Reason.TOO_LONG,
    "unknown_method": Reason.TOO_LONG,
    # the moment
    "ratelimited": Reason.RATE_LIMITED,
    "rate_limited": Reason.RATE_LIMITED,
    "message_limit_exceeded": Reason.UNAVAILABLE,
    "service_unavailable": Reason.UNAVAILABLE,
    "external_channel_migrating": Reason.UNAVAILABLE,
    "two_factor_setup_required": Reason.UNAVAILABLE,
    "team_added_to_org": Reason.UNAVAILABLE,
    "org_login_required": Reason.UNAVAILABLE,
    "invalid_auth": Reason.UNAVAILABLE,
    "not_authed": Reason.UNAVAILABLE,
    "accesslimited": Reason.UNAVAILABLE,
    # it may have taken effect all the same
    "fatal_error": Reason.UNKNOWN_OUTCOME,
    "internal_error": Reason.UNKNOWN_OUTCOME,
    "request_timeout": Reason.UNKNOWN_OUTCOME,
    "update_failed": Reason.UNKNOWN_OUTCOME,
    # the workspace
    "account_inactive": Reason.GONE,
    "token_revoked": Reason.GONE,
    "token_expired": Reason.GONE,
}
LEFT = frozenset({"account_inactive", "token_revoked", "token_expired"})
"""Codes that say the workspace removed us: its schedules stop and its token is dropped."""
NOTHING_TO_CHANGE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"})
"""Codes that say the message we want to change is not there to be changed: nothing is owed any more."""
NO_MODAL = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "not_found", "hash_conflict", "view_too_large"}
)
"""Codes that say no modal can be shown where one was meant; what it would have said is said otherwise."""


def reason_of(code: str) -> Reason:
    """Give what a code means; one we never met was not taken, and may be taken later."""
    return REASONS.get(code, Reason.UNAVAILABLE)
