package dev.poemcp.emulator.api;

import dev.poemcp.emulator.script.ReplyPlan;
import dev.poemcp.emulator.world.Bot;

/**
 * A question that was charged.
 *
 * @param jobId id of its charge in the ledger
 */
record AcceptedQuery(long jobId, Bot bot, ReplyPlan plan, long points) {}
