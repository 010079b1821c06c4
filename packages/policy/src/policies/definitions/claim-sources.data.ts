/** What the `ID` of a claim may name, by its `Source` (Microsoft identity platform documentation: claims mapping policy type). Lower case. */
export const claimSources: Readonly<Record<string, readonly string[]>> = {
  user: [
    ...['surname', 'givenname', 'displayname', 'objectid', 'mail', 'userprincipalname', 'department'],
    ...['onpremisessamaccountname', 'netbiosname', 'dnsdomainname', 'onpremisesecurityidentifier', 'companyname'],
    ...['streetaddress', 'postalcode', 'preferredlanguage', 'onpremisesuserprincipalname', 'mailnickname'],
    ...['extensionattribute1', 'extensionattribute2', 'extensionattribute3', 'extensionattribute4'],
    ...['extensionattribute5', 'extensionattribute6', 'extensionattribute7', 'extensionattribute8'],
    ...['extensionattribute9', 'extensionattribute10', 'extensionattribute11', 'extensionattribute12'],
    ...['extensionattribute13', 'extensionattribute14', 'extensionattribute15', 'othermail', 'country', 'city'],
    ...['state', 'jobtitle', 'employeeid', 'facsimiletelephonenumber', 'assignedroles', 'accountenabled'],
    ...['consentprovidedforminor', 'createddatetime', 'creationtype', 'lastpasswordchangedatetime', 'mobilephone'],
    ...['officelocation', 'onpremisesdomainname', 'onpremisesimmutableid', 'onpremisessyncenabled'],
    ...['preferreddatalocation', 'proxyaddresses', 'usertype', 'telephonenumber'],
  ],
  application: ['displayname', 'objectid', 'tags'],
  resource: ['displayname', 'objectid', 'tags'],
  audience: ['displayname', 'objectid', 'tags'],
  company: ['tenantcountry'],
};

/** Of a user, what a SAML `NameID` may hold. */
export const nameIdSources: readonly string[] = [
  ...['mail', 'userprincipalname', 'onpremisessamaccountname', 'employeeid', 'telephonenumber'],
  ...(claimSources.user ?? []).filter((name) => name.startsWith('extensionattribute')),
];

/** The claim type of a SAML `NameID`. */
export const nameIdClaimType = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';

/**
 * Claims of JSON web tokens that no policy may set, since protocols and APIs rest on them (Microsoft identity platform documentation:
 * JWT restricted claim set). Every name that begins with `xms_` is one, too.
 */
export const restrictedClaims: ReadonlySet<string> = new Set([
  ...['_claim_names', '_claim_sources', 'aai', 'access_token', 'account_type', 'acct', 'acr', 'acrs', 'actor'],
  ...['actortoken', 'aio', 'altsecid', 'amr', 'app_chain', 'app_displayname', 'app_res', 'appctx', 'appctxsender'],
  ...['appid', 'appidacr', 'at_hash', 'aud', 'auth_data', 'auth_time', 'authorization_code', 'azp', 'azpacr'],
  ...['bk_claim', 'bk_enclave', 'bk_pub', 'brk_client_id', 'brk_redirect_uri', 'c_hash', 'ca_enf'],
  ...['ca_policy_result', 'capolids', 'capolids_latebind', 'cc', 'client_id', 'client_ip', 'cnf', 'code', 'controls'],
  ...['controls_auds', 'credential_keys', 'ctry', 'deviceid', 'e_exp', 'email', 'endpoint', 'enfpolids', 'exp'],
  ...['expires_on', 'fwd', 'fwd_appidacr', 'graph', 'group_sids', 'groups', 'hasgroups', 'hash_alg'],
  ...['haswids', 'home_oid', 'home_puid', 'home_tid', 'iat', 'idp', 'idtyp', 'in_corp', 'instance', 'ipaddr'],
  ...['isbrowserhostedapp', 'iss', 'isviral', 'jwk', 'key_id', 'key_type', 'login_hint', 'mam_compliance_url'],
  ...['mam_enrollment_url', 'mam_terms_of_use_url', 'mdm_compliance_url', 'mdm_enrollment_url'],
  ...['mdm_terms_of_use_url', 'msproxy', 'nameid', 'nbf', 'netbios_name', 'nonce', 'oid', 'on_prem_id'],
  ...['onprem_sam_account_name', 'onprem_sid', 'openid2_id', 'origin_header', 'platf', 'polids', 'pop_jwk'],
  ...['preferred_username', 'previous_refresh_token', 'primary_sid', 'prov_data', 'puid', 'pwd_exp', 'pwd_url'],
  ...['redirect_uri', 'refresh_token', 'refresh_token_issued_on', 'refreshtoken', 'rh', 'roles', 'rp_id', 'rt_type'],
  ...['scope', 'scp', 'secaud', 'sid', 'signature', 'signin_state', 'source_anchor', 'src1', 'src2', 'sub'],
  ...['target_deviceid', 'tbid', 'tbidv2', 'tenant_ctry', 'tenant_display_name', 'tenant_id'],
  ...['tenant_region_scope', 'thumbnail_photo', 'tid', 'tokenautologonenabled', 'trustedfordelegation', 'ttr'],
  ...['unique_name', 'upn', 'user_setting_sync_url', 'uti', 'ver', 'verified_primary_email'],
  ...[
    'verified_secondary_email',
    'vnet',
    'vsm_binding_key',
    'wamcompat_client_info',
    'wamcompat_id_token',
    'wamcompat_scopes',
  ],
  ...['wids', 'win_ver', 'x5c_ca', 'zone'],
]);

/** The claim inputs and parameters that each transformation needs. */
export const transformationMethods: Readonly<
  Record<string, { readonly inputs: readonly string[]; readonly parameters: readonly string[] }>
> = {
  Join: { inputs: ['string1'], parameters: ['separator'] },
  ExtractMailPrefix: { inputs: ['mail'], parameters: [] },
  ToLowercase: { inputs: ['string'], parameters: [] },
  ToUppercase: { inputs: ['string'], parameters: [] },
  RegexReplace: { inputs: ['sourceClaim'], parameters: ['regex', 'replacement'] },
};
