package dev.poemcp.emulator.api;

/** The parts that answer requests. */
record ApiEndpoints(ChatCompletions chatCompletions, BotQueries botQueries, Catalogue catalogue, UsageHistory usage) {}
