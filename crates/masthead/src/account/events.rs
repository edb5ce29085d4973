use crate::id::{AccountId, ChannelId, CreatorId, PasskeyId, SessionId};
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// An account was set up, or its name or address changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct AccountChanged {
    pub account: AccountId,
}

impl Fact for AccountChanged {
    const KIND: &'static str = "account.changed";
    const VERSION: i64 = 1;
}

/// An account got a password, its first or another.
#[derive(Debug, Serialize, Deserialize)]
pub struct PasswordSet {
    pub account: AccountId,
}

impl Fact for PasswordSet {
    const KIND: &'static str = "account.password_set";
    const VERSION: i64 = 1;
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SessionStarted {
    pub account: AccountId,
    pub session: SessionId,
}

impl Fact for SessionStarted {
    const KIND: &'static str = "session.started";
    const VERSION: i64 = 1;
}

/// Its holder logged out, ended it from elsewhere, set another password, or came
/// in with more browsers than an account holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct SessionEnded {
    pub account: AccountId,
    pub session: SessionId,
}

impl Fact for SessionEnded {
    const KIND: &'static str = "session.ended";
    const VERSION: i64 = 1;
}

/// An account got a role, in this channel where the role is for one.
#[derive(Debug, Serialize, Deserialize)]
pub struct RoleGiven {
    pub account: AccountId,
    pub role: String,
    pub channel: Option<ChannelId>,
}

impl Fact for RoleGiven {
    const KIND: &'static str = "account.role_given";
    const VERSION: i64 = 1;
}

/// A role was taken away.
#[derive(Debug, Serialize, Deserialize)]
pub struct RoleTaken {
    pub account: AccountId,
    pub role: String,
    pub channel: Option<ChannelId>,
}

impl Fact for RoleTaken {
    const KIND: &'static str = "account.role_taken";
    const VERSION: i64 = 1;
}

/// Somebody writes for a creator, as this.
#[derive(Debug, Serialize, Deserialize)]
pub struct MemberSet {
    pub creator: CreatorId,
    pub account: AccountId,
    pub role: String,
}

impl Fact for MemberSet {
    const KIND: &'static str = "creator.member_set";
    const VERSION: i64 = 1;
}

/// Somebody writes for a creator no more.
#[derive(Debug, Serialize, Deserialize)]
pub struct MemberLeft {
    pub creator: CreatorId,
    pub account: AccountId,
}

impl Fact for MemberLeft {
    const KIND: &'static str = "creator.member_left";
    const VERSION: i64 = 1;
}

/// Somebody was asked to write for a creator, as this. The address stands in
/// no event.
#[derive(Debug, Serialize, Deserialize)]
pub struct MemberInvited {
    pub creator: CreatorId,
    pub role: String,
}

impl Fact for MemberInvited {
    const KIND: &'static str = "creator.member_invited";
    const VERSION: i64 = 1;
}

/// Owners ended an open invitation.
#[derive(Debug, Serialize, Deserialize)]
pub struct InvitationTakenBack {
    pub creator: CreatorId,
}

impl Fact for InvitationTakenBack {
    const KIND: &'static str = "creator.invitation_taken_back";
    const VERSION: i64 = 1;
}

/// From now on the log-in asks for a code of an authenticator.
#[derive(Debug, Serialize, Deserialize)]
pub struct SecondFactorSet {
    pub account: AccountId,
}

impl Fact for SecondFactorSet {
    const KIND: &'static str = "account.second_factor_set";
    const VERSION: i64 = 1;
}

/// The log-in asks for the password alone again.
#[derive(Debug, Serialize, Deserialize)]
pub struct SecondFactorEnded {
    pub account: AccountId,
}

impl Fact for SecondFactorEnded {
    const KIND: &'static str = "account.second_factor_ended";
    const VERSION: i64 = 1;
}

/// A sheet of recovery codes was made; the one before is void.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecoveryCodesMade {
    pub account: AccountId,
}

impl Fact for RecoveryCodesMade {
    const KIND: &'static str = "account.recovery_codes_made";
    const VERSION: i64 = 1;
}

/// A recovery code was used up in place of a code.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecoveryCodeUsed {
    pub account: AccountId,
}

impl Fact for RecoveryCodeUsed {
    const KIND: &'static str = "account.recovery_code_used";
    const VERSION: i64 = 1;
}

/// An account can be entered with one more passkey.
#[derive(Debug, Serialize, Deserialize)]
pub struct PasskeyAdded {
    pub account: AccountId,
    pub passkey: PasskeyId,
}

impl Fact for PasskeyAdded {
    const KIND: &'static str = "account.passkey_added";
    const VERSION: i64 = 1;
}

/// Its holder calls a passkey by another name.
#[derive(Debug, Serialize, Deserialize)]
pub struct PasskeyRenamed {
    pub account: AccountId,
    pub passkey: PasskeyId,
}

impl Fact for PasskeyRenamed {
    const KIND: &'static str = "account.passkey_renamed";
    const VERSION: i64 = 1;
}

#[derive(Debug, Serialize, Deserialize)]
pub struct PasskeyRemoved {
    pub account: AccountId,
    pub passkey: PasskeyId,
}

impl Fact for PasskeyRemoved {
    const KIND: &'static str = "account.passkey_removed";
    const VERSION: i64 = 1;
}

/// An account can be entered by way of a provider.
#[derive(Debug, Serialize, Deserialize)]
pub struct OpenIdLinked {
    pub account: AccountId,
    pub issuer: String,
}

impl Fact for OpenIdLinked {
    const KIND: &'static str = "account.openid_linked";
    const VERSION: i64 = 1;
}

#[derive(Debug, Serialize, Deserialize)]
pub struct OpenIdUnlinked {
    pub account: AccountId,
    pub issuer: String,
}

impl Fact for OpenIdUnlinked {
    const KIND: &'static str = "account.openid_unlinked";
    const VERSION: i64 = 1;
}
