package dev.poemcp.poe;

/** Whether a failed request may have cost points. */
public enum Spend {
    /** Poe did not execute it, or it costs nothing. */
    NONE,
    /** It may have reached Poe, so it is never repeated automatically. */
    POSSIBLE
}
