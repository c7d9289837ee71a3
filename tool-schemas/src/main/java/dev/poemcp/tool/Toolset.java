package dev.poemcp.tool;

import java.util.Locale;

/** Groups of tools that a user can switch on together. */
public enum Toolset {
    MESSAGES,
    BOTS,
    CHATS,
    ACCOUNT,
    MODELS;

    /** As in {@code POE_TOOLSETS}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
