package dev.poemcp.poe;

import org.jspecify.annotations.Nullable;

/** Who would answer a message, and what Poe says it costs; {@code points} is null where Poe does not tell. */
public record Quote(String bot, @Nullable Long points) {}
