package dev.poemcp.tool;

import java.util.Locale;

/** A group of tools that a user can enable together. */
public enum Toolset {
    MESSAGES,
    BOTS,
    CHATS,
    ACCOUNT,
    MODELS;

    /** The name in {@code POE_TOOLSETS}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
