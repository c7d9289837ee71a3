/**
 * What messages may cost and have cost: {@link dev.poemcp.server.policy.points.Budget} checks before a message is sent, and
 * {@link dev.poemcp.server.policy.points.PointsLedger} keeps each account's sum, which later costs correct.
 */
@NullMarked
package dev.poemcp.server.policy.points;

import org.jspecify.annotations.NullMarked;
