package dev.poemcp.poe;

/** The signed-in account. */
public interface Account {
    /** Asked afresh each time. */
    AccountSettings settings();

    void setDefaultBot(long botId);

    /** @param points most that one message may cost before the site asks */
    void setDefaultPointLimit(long points);

    /** Deletes every chat of the account for good, and checks that the history is empty afterwards. */
    void purgeAllChats();
}
