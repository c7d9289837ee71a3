package dev.poemcp.poe;

import java.util.OptionalLong;

/** The signed-in account. */
public interface Account {
    /** Asked afresh each time. */
    AccountSettings settings();

    /**
     * The account's own limit per message in points, where it was learned a short while ago from settings that were read
     * or set. Asks no one.
     */
    OptionalLong knownPointLimit();

    void setDefaultBot(long botId);

    /** @param points most that one message may cost before the site asks */
    void setDefaultPointLimit(long points);

    /** Deletes every chat of the account for good, and checks that the history is empty afterwards. */
    void purgeAllChats();
}
