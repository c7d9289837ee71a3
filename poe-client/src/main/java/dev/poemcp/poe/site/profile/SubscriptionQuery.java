package dev.poemcp.poe.site.profile;

/** An event of the realtime channel that can be asked for. */
public record SubscriptionQuery(String name, String hash) {}
