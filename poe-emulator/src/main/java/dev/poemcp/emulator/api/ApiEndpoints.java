package dev.poemcp.emulator.api;

/** The parts that answer requests. */
record ApiEndpoints(
        ChatCompletions chatCompletions,
        Responses responses,
        BotQueries botQueries,
        Catalogue catalogue,
        UsageHistory usage,
        FileUpload upload,
        Consent consent,
        TokenEndpoint token,
        Owner owner) {}
