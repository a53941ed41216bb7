export type Credentials =
  | { readonly kind: "token"; readonly token: string }
  | {
      readonly kind: "app";
      readonly appId: number;
      /** PEM. */
      readonly privateKey: string;
      readonly installationId: number;
    };
