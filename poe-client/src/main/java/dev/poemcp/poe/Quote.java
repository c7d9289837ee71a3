package dev.poemcp.poe;

import org.jspecify.annotations.Nullable;

/** The bot that would reply, and the price according to Poe; {@code points} is null if Poe gives none. */
public record Quote(String bot, @Nullable Long points) {}
