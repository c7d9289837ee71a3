package dev.poemcp.server.settings;

/** How much is logged to stderr. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
