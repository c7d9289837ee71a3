package dev.poemcp.tool.result;

/** Whether the account follows a user. */
public record FollowingResult(long userId, boolean following) {}
